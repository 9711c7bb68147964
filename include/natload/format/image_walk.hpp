// SPDX-License-Identifier: MIT
#pragma once

#include <natload/core/code_found.hpp>
#include <natload/core/cursor.hpp>
#include <natload/core/object_type.hpp>
#include <natload/core/section.hpp>

namespace natload::inline v0 {

/// The parts of a linked module, with their positions in the image.
template <class Position>
struct basic_parts {
    extents sizes;
    Position names{};
    Position code{};  // null: not a linked module
    Position rodata{};
    Position relocations{};  // none: null

    /// Forgets all but the names and the sizes of the tables.
    constexpr void keep_tables() {
        sizes[code_section] = sizes[rodata_section] = sizes[bss_section] = 0;
        code = rodata = relocations = {};
    }
};
using module_parts = basic_parts<const std::uint8_t*>;

/// Where relocations are applied and what they add. Sections start on a word's alignment.
template <class Arch>
struct relocation_target {
    using word = typename Arch::word;

    word address[section_count];    // by which machine code reaches each section
    const word* host_entries;       // the host's function table
    std::uint8_t* const* writable;  // code and rodata, where they can be written now
};

/// Whether a raw code that a walk in memory has come to needs no relocation: it has none, or an empty list of them, as
/// the reference's linker writes. Of one with children, whose list comes behind them, an empty list is not seen.
constexpr bool is_unrelocated(const cursor& in, const code_found& found) {
    return !found.relocated || (found.children == 0 && !in.at_end() && *in.at() == 0xff);
}

/// A walk over an image: how far it is, what it has found, and where relocations go, if anywhere. It is told of all
/// that it comes to, by the functions below, and makes nothing of it; what derives from it does.
template <class Arch, class Cursor = cursor>
struct image_walk {
    using position = typename Cursor::position;

    Cursor in;
    basic_parts<position> parts = {};
    const relocation_target<Arch>* target = nullptr;

    /// Whether it goes over bytes that were verified and have stayed: their text needs no second look. For size it gets
    /// one: to know takes more code.
    constexpr bool is_verified() const { return !optimized_for_size && target != nullptr; }

    /// Steps over bytes and returns where they start: text, machine code or bytecode, rodata.
    constexpr position take_text(std::uint32_t size) { return in.take(size); }
    constexpr position take_code(code_kind, std::uint32_t size) { return in.take(size); }
    constexpr position take_rodata(std::uint32_t size) { return in.take(size); }

    /// How many names and objects there are said to be; then each of them. A name by its number, 0: a text, which is
    /// the field that was read last and ends a byte before the cursor. An object by its size: of a text, which is the
    /// field that was read last, in bytes, of a tuple in items; 0 if it has neither.
    constexpr void tables(std::uint32_t, std::uint32_t) {}
    constexpr void name(std::uint32_t) {}

    /// What is made of an object, and goes into a tuple, as that was made, or the table of objects, open_tuple().
    struct open_tuple {};
    constexpr open_tuple object(open_tuple&, object_type, std::uint32_t) { return {}; }

    /// A raw code, with its sizes; before its children and its relocations. It gives what was made of it, which the
    /// parent of its children is then known by; that of the root is null.
    using raw_code = code_found;
    struct placed {};
    constexpr placed enter(placed*, code_found&, const section_sizes&) { return {}; }

    /// Before a raw code's relocations, with the parts of its own; and behind them, with their list.
    constexpr void relocate(placed&) {}
    constexpr void relocated(Cursor) {}
};

}  // namespace natload::inline v0
