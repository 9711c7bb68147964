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
    // Reads data[at] up to data[end - 1]; where it ends too early, that is the rule broken.
    input(std::span<const std::uint8_t> data, std::size_t at, std::size_t end, rule ends_early = rule::truncated)
        : data_(data.first(end)), at_(at), ends_early_(ends_early) {}

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
            check(value <= 0xffffffff, rule::vuint_too_large, start);
            if (group < 128) {
                return static_cast<std::uint32_t>(value);
            }
        }
    }

    std::span<const std::uint8_t> take(std::size_t size) {
        check(size <= left(), ends_early_, at_);
        at_ += size;
        return data_.subspan(at_ - size, size);
    }

    // The next `size` bytes as data of their own.
    input part(std::size_t size, rule ends_early) {
        const std::size_t start = at_;
        take(size);
        return {data_, start, start + size, ends_early};
    }

private:
    std::span<const std::uint8_t> data_;
    std::size_t at_;
    rule ends_early_;
};

}  // namespace natload::testing::reference
