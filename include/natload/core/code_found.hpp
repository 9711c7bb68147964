// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include <natload/core/code_kind.hpp>

namespace natload::inline v0 {

/// What is known of a raw code before its children and relocations are, but for its parts.
struct code_found {
    code_kind kind = code_kind::bytecode;
    bool relocated = false;            // whether it has relocations
    std::uint32_t prelude_offset = 0;  // of bytecode and of kind native, in the code; of native it ends with the code
    std::uint32_t children = 0;        // which follow it
    std::uint32_t arguments = 0;       // of kind assembly: how many
    std::uint32_t signature = 0;       // and their types and the result's, 4 bits each
};

}  // namespace natload::inline v0
