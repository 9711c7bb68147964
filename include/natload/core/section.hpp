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

/// How large each section of a module is: code, rodata and bss in bytes, tables in entries. 0: it has none.
struct extents {
    std::uint32_t of[host_table] = {};

    constexpr std::uint32_t& operator[](section s) { return of[s]; }
    constexpr std::uint32_t operator[](section s) const { return of[s]; }
};

}  // namespace natload::inline v0
