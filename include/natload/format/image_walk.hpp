// SPDX-License-Identifier: MIT
#pragma once

#include <natload/core/code_found.hpp>
#include <natload/core/cursor.hpp>
#include <natload/core/object_type.hpp>
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

/// A walk over an image: how far it is, what it has found, and where relocations go, if anywhere. It is told of all
/// that it comes to, by the functions below, and makes nothing of it; what derives from it does.
template <class Arch>
struct image_walk {
    cursor in;
    module_parts parts = {};
    const relocation_target<Arch>* target = nullptr;

    /// How many names and objects there are said to be; then each of them. A name by its number, 0: a text, which is
    /// the field that was read last and ends a byte before the cursor.
    constexpr void tables(std::uint32_t, std::uint32_t) {}
    constexpr void name(std::uint32_t) {}

    /// What is made of an object, and where it goes: into a tuple, as it was made, or the table of objects,
    /// open_tuple().
    struct open_tuple {};
    constexpr open_tuple object(object_type, bytes) { return {}; }
    constexpr open_tuple tuple(std::uint32_t) { return {}; }
    constexpr void put(open_tuple&, open_tuple) {}

    /// A raw code, of which the parts tell the sizes; before its children and its relocations. It gives what was made
    /// of it, which the parent of its children is then known by; that of the root is null.
    using raw_code = code_found;
    struct placed {};
    constexpr placed enter(placed*, code_found&) { return {}; }

    /// Before a raw code's relocations; and behind them, with their list.
    constexpr void relocate(placed&) {}
    constexpr void relocated(cursor) {}
};

}  // namespace natload::inline v0
