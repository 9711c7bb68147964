// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace natload::inline v0 {

enum class code_kind : std::uint8_t {
    bytecode = 0,  // prelude, then opcodes
    native = 1,    // a Python function as machine code, its prelude behind it
    viper = 2,     // machine code on words; every linked module is one
    assembly = 3,  // inline assembler
};

/// Bits of a raw code's first number; its length is above them.
inline constexpr std::uint32_t code_kind_bits = 3;
inline constexpr std::uint32_t code_has_children = 4;
inline constexpr unsigned code_length_shift = 3;

/// Bits of the flags behind machine code of kind viper.
inline constexpr std::uint32_t code_has_relocations = 0x10;
inline constexpr std::uint32_t code_has_rodata = 0x20;
inline constexpr std::uint32_t code_has_bss = 0x40;

}  // namespace natload::inline v0
