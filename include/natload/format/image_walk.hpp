// SPDX-License-Identifier: MIT
#pragma once

#include <natload/core/cursor.hpp>
#include <natload/core/section.hpp>

namespace natload::inline v0 {

/// The parts of a linked module. Pointers are into the image.
struct module_parts {
    extents sizes;
    const std::uint8_t* names = nullptr;
    const std::uint8_t* code = nullptr;  // null: not a linked module
    const std::uint8_t* rodata = nullptr;
    const std::uint8_t* relocations = nullptr;  // none: null

    /// Forgets all but the names and the sizes of the tables.
    constexpr void keep_tables() {
        sizes[code_section] = sizes[rodata_section] = sizes[bss_section] = 0;
        code = rodata = relocations = nullptr;
    }
};

/// Where relocations are applied and what they add. Sections start on a word's alignment.
template <class Arch>
struct relocation_target {
    using word = typename Arch::word;

    word address[section_count] = {};         // by which machine code reaches each section
    const word* host_entries = nullptr;       // the host's function table
    std::uint8_t* const* writable = nullptr;  // code and rodata, where they can be written now
};

/// A walk over an image: how far it is, what it has found, and where relocations go, if anywhere.
template <class Arch>
struct image_walk {
    cursor in;
    module_parts parts = {};
    const relocation_target<Arch>* target = nullptr;
};

}  // namespace natload::inline v0
