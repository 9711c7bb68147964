// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <type_traits>

#include <natload/core/error.hpp>
#include <natload/core/for_size.hpp>

namespace natload::inline v0 {

/// Why the field at hand would be refused. A reader says so before it reads the field, and all that it refuses takes
/// the same way out.
class reason {
public:
    constexpr reason() = default;
    constexpr reason(errc why) : why_(static_cast<std::uint32_t>(why)) {}

    constexpr reason& operator=(errc why) {
        why_ = static_cast<std::uint32_t>(why);
        // For size, said where it stands here: else there is a way out for each reason again, which sets it and jumps.
        if (optimized_for_size && !std::is_constant_evaluated()) asm volatile("" : "+r"(why_));
        return *this;
    }

    constexpr errc code() const { return static_cast<errc>(why_); }
    constexpr std::uint32_t number() const { return why_; }

private:
    std::uint32_t why_ = 0;  // an errc, as a word: the cheapest to pass
};

}  // namespace natload::inline v0
