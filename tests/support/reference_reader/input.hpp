// SPDX-License-Identifier: MIT
// The reference reader's view of the data: where it is, and where it must end. And the first rule that is broken: from
// there on there is nothing left to read. (Boards have no exceptions.)
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "support/reference_reader/model.hpp"

namespace natload::testing::reference {

class input {
public:
    input(std::span<const std::uint8_t> data, const options& how, std::optional<error>& broken)
        : data_(data), how_(&how), broken_(&broken) {}

    bool failed() const { return broken_->has_value(); }

    // Whether a rule holds; the first that does not is remembered.
    bool check(bool holds, rule why, std::size_t offset) {
        if (!holds && !failed()) *broken_ = error{why, static_cast<std::uint32_t>(offset)};
        return holds;
    }

    std::size_t at() const { return at_; }
    std::size_t left() const { return failed() ? 0 : data_.size() - at_; }
    std::span<const std::uint8_t> rest() const { return data_.subspan(at_); }

    std::uint8_t byte() {
        const auto one = take(1);
        return one.empty() ? std::uint8_t{0} : one.front();
    }

    std::uint32_t vuint() {
        const std::size_t start = at_;
        std::uint64_t value = 0;
        for (;;) {
            if (!check(left() > 0, ends_early_, start)) return 0;
            const std::uint8_t group = byte();
            value = value * 128 + group % 128;
            if (!check(value <= 0xffffffff, too_large_, start)) return 0;
            if (group < 128) {
                if (how_->on_vuint) {
                    how_->on_vuint(start, at_ - start);
                }
                return static_cast<std::uint32_t>(value);
            }
        }
    }

    std::span<const std::uint8_t> take(std::size_t size) {
        if (!check(size <= left(), ends_early_, at_)) return {};
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
    std::optional<error>* broken_;
};

}  // namespace natload::testing::reference
