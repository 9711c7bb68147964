// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace natload::inline v0 {

/// What a raw code is.
enum class code_kind : std::uint8_t {
    bytecode = 0,  // prelude, then opcodes
    native = 1,    // a Python function as machine code, its prelude behind it
    viper = 2,     // machine code on words; every linked module is one
    assembly = 3,  // inline assembler
};

}  // namespace natload::inline v0
