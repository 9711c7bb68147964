// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace natload::inline v0 {

/// What relocations can refer to. The first two are also where they can lie.
enum section : unsigned {
    code_section,
    rodata_section,
    bss_section,
    name_table,    // module-local number -> host's number, 16 bits each
    object_table,  // a word each
    host_table,    // the host's function table, a word each
    section_count,
};

/// How large the first three are, which a raw code states of itself, in bytes. 0: it has none.
struct section_sizes {
    std::uint32_t of[bss_section + 1];  // not cleared: there is one a level

    constexpr std::uint32_t operator[](section s) const { return of[s]; }
};

/// How large each section of a module is: code, rodata and bss in bytes, tables in entries. 0: it has none.
struct extents {
    std::uint32_t of[host_table];  // {} clears them

    constexpr std::uint32_t& operator[](section s) { return of[s]; }
    constexpr std::uint32_t operator[](section s) const { return of[s]; }

    constexpr section_sizes sections() const { return {of[code_section], of[rodata_section], of[bss_section]}; }
    constexpr void set(const section_sizes& sizes) {
        of[code_section] = sizes[code_section];
        of[rodata_section] = sizes[rodata_section];
        of[bss_section] = sizes[bss_section];
    }
};

}  // namespace natload::inline v0
