// SPDX-License-Identifier: MIT
// The reference reader's view of the data: where it is, and where it must end.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "support/reference_reader/model.hpp"

namespace natload::testing::reference {

// Thrown, and caught by read().
struct failure {
    rule why;
    std::size_t offset;
};

inline void check(bool holds, rule why, std::size_t offset) {
    if (!holds) {
        throw failure{why, offset};
    }
}

class input {
public:
    input(std::span<const std::uint8_t> data, const options& how) : data_(data), how_(&how) {}

    std::size_t at() const { return at_; }
    std::size_t left() const { return data_.size() - at_; }
    std::span<const std::uint8_t> rest() const { return data_.subspan(at_); }

    std::uint8_t byte() { return take(1).front(); }

    std::uint32_t vuint() {
        const std::size_t start = at_;
        std::uint64_t value = 0;
        for (;;) {
            check(left() > 0, ends_early_, start);
            const std::uint8_t group = byte();
            value = value * 128 + group % 128;
            check(value <= 0xffffffff, too_large_, start);
            if (group < 128) {
                if (how_->on_vuint) {
                    how_->on_vuint(start, at_ - start);
                }
                return static_cast<std::uint32_t>(value);
            }
        }
    }

    std::span<const std::uint8_t> take(std::size_t size) {
        check(size <= left(), ends_early_, at_);
        at_ += size;
        return data_.subspan(at_ - size, size);
    }

    // The next `size` bytes as data of their own, with rules of its own for where it ends too early and for a vuint of
    // more than 32 bits.
    input part(std::size_t size, rule ends_early, rule too_large) {
        input inner = *this;
        take(size);
        inner.data_ = data_.first(at_);
        inner.ends_early_ = ends_early;
        inner.too_large_ = too_large;
        return inner;
    }

private:
    std::span<const std::uint8_t> data_;
    std::size_t at_ = 0;
    rule ends_early_ = rule::truncated;
    rule too_large_ = rule::vuint_too_large;
    const options* how_;
};

}  // namespace natload::testing::reference
