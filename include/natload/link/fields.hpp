// SPDX-License-Identifier: MIT
#pragma once

#include <natload/core/bytes.hpp>

namespace natload::inline v0::link {

// What the encoders of all families are made of. Code and data are little-endian on every architecture of the format.

template <std::unsigned_integral T>
constexpr T get(const std::uint8_t* at) {
    return load_unaligned<T, std::endian::little>(at);
}

template <std::unsigned_integral T>
constexpr void put(std::uint8_t* at, std::uint64_t value) {
    for (std::size_t i = 0; i < sizeof(T); ++i) at[i] = static_cast<std::uint8_t>(value >> (8 * i));
}

/// Replaces the bits under a mask.
template <std::unsigned_integral T>
constexpr void put(std::uint8_t* at, T mask, std::uint64_t value) {
    put<T>(at, (get<T>(at) & static_cast<T>(~mask)) | (static_cast<T>(value) & mask));
}

/// Bits [high:low] of a value, at the bottom.
constexpr std::uint32_t slice(std::int64_t value, unsigned high, unsigned low) {
    return static_cast<std::uint32_t>(static_cast<std::uint64_t>(value) >> low &
                                      ((std::uint64_t{2} << (high - low)) - 1));
}

/// The number that the low n bits are in two's complement.
constexpr std::int64_t sign_extend(std::uint64_t value, unsigned n) {
    const std::uint64_t sign = std::uint64_t{1} << (n - 1);
    return static_cast<std::int64_t>(((value & (sign * 2 - 1)) ^ sign) - sign);
}

}  // namespace natload::inline v0::link
