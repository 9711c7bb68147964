// SPDX-License-Identifier: MIT
// Applies one relocation to bytes of its own: what became of them, and how it went.
#pragma once

#include <natload/link.hpp>

#include <array>
#include <cstddef>
#include <cstdint>

#include "support/check_both.hpp"

namespace natload::testing {

using link::outcome;

struct applied {
    outcome how;
    std::uint64_t bytes;  // little-endian

    friend constexpr bool operator==(const applied&, const applied&) = default;
};

// The relocation `number` of a family writes `value` over the 8 bytes `before`, which are at `address`.
template <class Family>
constexpr applied apply(unsigned number, std::uint64_t before, std::int64_t value, std::size_t room = 8,
                        std::uint64_t address = 0) {
    std::uint8_t at[8] = {};
    link::put<std::uint64_t>(at, before);
    const auto* const type = link::find<Family>(number);
    if (type == nullptr) return {outcome::wrong_instruction, ~before};
    const outcome how = link::apply<Family>(*type, {at, room, address}, value);
    return {how, link::get<std::uint64_t>(at)};
}

constexpr applied done(std::uint64_t bytes) { return {outcome::done, bytes}; }

// It was refused and the bytes are as they were.
template <class Family>
constexpr bool refuses(unsigned number, std::uint64_t before, std::int64_t value, outcome why, std::size_t room = 8,
                       std::uint64_t address = 0) {
    return testing::apply<Family>(number, before, value, room, address) == applied{why, before};
}

template <class Family>
constexpr bool takes(unsigned number, std::uint64_t before, std::int64_t value) {
    return testing::apply<Family>(number, before, value).how == outcome::done;
}

// Each end of a range is taken and the next value beyond it, a step away, is refused untouched.
template <class Family>
constexpr bool reaches(unsigned number, std::uint64_t before, std::int64_t low, std::int64_t high,
                       std::int64_t step = 1) {
    return takes<Family>(number, before, low) && takes<Family>(number, before, high) &&
           refuses<Family>(number, before, low - step, outcome::out_of_range) &&
           refuses<Family>(number, before, high + step, outcome::out_of_range);
}

constexpr std::int64_t KiB = 1024, MiB = 1024 * KiB, GiB = 1024 * MiB;

}  // namespace natload::testing
