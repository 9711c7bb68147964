// SPDX-License-Identifier: MIT
// Writes a linked module as a .mpy file of version 6.3.
#pragma once

#include <natload/core/float_abi.hpp>
#include <natload/core/isa.hpp>
#include <natload/core/section.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace natload::linker {

/// A word of code or rodata, and the address or value that loading adds to it.
struct relocated_word {
    natload::section place = code_section;
    std::uint32_t word = 0;  // its index in the section
    unsigned base = 0;       // a natload::section, or section_count + i: entry i of the host's function table

    friend auto operator<=>(const relocated_word&, const relocated_word&) = default;
};

struct container {
    isa architecture = isa::none;
    std::uint32_t arch_flags = 0;
    std::vector<std::string> names;  // the module's own first
    std::vector<std::uint8_t> code;
    std::vector<std::uint8_t> rodata;
    std::uint32_t bss = 0;
    bool variables_in_code = false;
    bool has_interface = false;
    natload::float_abi float_abi = float_abi::unstated;
    std::vector<relocated_word> relocations;  // in any order, no word twice

    std::vector<std::uint8_t> write() const;
};

}  // namespace natload::linker
