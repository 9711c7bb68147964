// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include <natload/core/code_kind.hpp>

namespace natload::inline v0 {

/// Bits of a raw code's first number; the size of its code is above them.
inline constexpr std::uint32_t code_kind_bits = 3;
inline constexpr std::uint32_t code_has_flags = 2;   // of its kind: viper and assembly do, and no prelude
inline constexpr std::uint32_t code_is_special = 1;  // native of those with a prelude, assembly of those with flags
inline constexpr std::uint32_t code_has_children = 4;
inline constexpr unsigned code_length_shift = 3;

/// A bit of the flags behind machine code of kind viper.
inline constexpr std::uint32_t code_has_relocations = 0x10;

/// What is known of a raw code before its children and relocations are, but for its parts.
struct code_found {
    std::uint32_t head = 0;            // its first number
    std::uint32_t flags = 0;           // of kind viper
    std::uint32_t prelude_offset = 0;  // of bytecode and of kind native, in the code; of native it ends with the code
    std::uint32_t children = 0;        // which follow it
    std::uint32_t arguments = 0;       // of kind assembly: how many
    std::uint32_t signature = 0;       // and their types and the result's, 4 bits each

    constexpr code_kind kind() const { return static_cast<code_kind>(head & code_kind_bits); }
    constexpr std::uint32_t size() const { return head >> code_length_shift; }  // of its code, in bytes
    constexpr bool relocated() const { return (flags & code_has_relocations) != 0; }
};

}  // namespace natload::inline v0
