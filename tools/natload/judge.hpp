// SPDX-License-Identifier: MIT
#pragma once

#include <natload/core/error.hpp>
#include <natload/format/header.hpp>
#include <natload/format/verify.hpp>
#include <string>

namespace natload::tool {

/// What an image takes, in bytes unless said otherwise. For files that are not linked modules, sums over their raw
/// codes, each rounded up as it is placed.
struct needs {
    std::uint64_t code = 0;  // machine code
    std::uint32_t code_alignment = 0;
    std::uint64_t bytecode = 0;
    std::uint64_t data = 0;  // bss, rodata and tables in all
    std::uint32_t data_alignment = 0;
    std::uint64_t bss = 0;
    std::uint64_t rodata = 0;
    std::uint64_t name_table = 0;
    std::uint64_t object_table = 0;
    std::uint64_t child_tables = 0;
    std::uint64_t relocated_words = 0;
    std::uint32_t depth = 0;      // raw code in raw code, the root being 1
    std::uint32_t raw_codes = 0;  // how many
    std::uint64_t used = 0;       // of the image
};

/// What the format says of an image, on the platform that the image is for: its own architecture and ABI, small
/// integers up to 63 bits, all extension flags that the format has for that architecture.
struct verdict {
    natload::error error;       // none: well-formed
    natload::error plan_error;  // of a well-formed image: none, or why no machine has room for it
    std::string reason;         // of the first that is not none, for a person
    natload::header header;
    const char* architecture = "none";  // its name
    bool linked = false;
    natload::float_abi float_abi = float_abi::unstated;  // of a linked module
    std::uint32_t interface = 0;                         // the identity of its interface, if it has one
    bool variables_in_code = false;
    tool::needs needs;
};

/// Scope linked refuses what is not a linked module by name. `aarch64` is its number, if it has one.
verdict judge(bytes image, isa aarch64, scope which = scope::all, trailing rest = trailing::refuse);

}  // namespace natload::tool
