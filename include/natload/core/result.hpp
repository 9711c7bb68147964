// SPDX-License-Identifier: MIT
#pragma once

#include <natload/core/error.hpp>

namespace natload::inline v0 {

/// A value or the error that stands for it. T has an empty state, which is what a failed
/// result holds: reading it is never undefined.
template <class T>
class [[nodiscard]] result {
public:
    constexpr result(T value) : value_(static_cast<T&&>(value)) {}
    constexpr result(natload::error why) : error_(why) {}
    constexpr result(errc why) : error_{why, 0} {}

    constexpr bool has_value() const { return error_.code == errc::none; }
    constexpr explicit operator bool() const { return has_value(); }
    constexpr natload::error error() const { return error_; }

    constexpr T& operator*() & { return value_; }
    constexpr const T& operator*() const& { return value_; }
    constexpr T&& operator*() && { return static_cast<T&&>(value_); }
    constexpr T* operator->() { return &value_; }
    constexpr const T* operator->() const { return &value_; }

    /// For makers that fill the value in place: an empty value, and the refusal of one that was made empty again.
    constexpr result() = default;
    constexpr void refuse(natload::error why) { error_ = why; }

private:
    T value_{};
    natload::error error_{};
};

}  // namespace natload::inline v0
