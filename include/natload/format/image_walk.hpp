// SPDX-License-Identifier: MIT
#pragma once

#include <natload/core/code_found.hpp>
#include <natload/core/cursor.hpp>
#include <natload/core/object_type.hpp>
#include <natload/core/section.hpp>
#include <natload/format/raw_code.hpp>

namespace natload::inline v0 {

/// The parts of a linked module, with their positions in the image; {} has none.
template <class Position>
struct basic_parts {
    extents sizes;
    Position names;
    Position code;  // null: not a linked module
    Position rodata;
    Position relocations;  // none: null

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
    return !found.relocated() || (found.children == 0 && !in.at_end() && *in.at() == 0xff);
}

/// A walk over an image: how far it is, where relocations go, if anywhere, and the parts that it has found. It is told
/// of all that it comes to, by the functions below, and makes nothing more of it; what derives from it does. Those that
/// return a bool may refuse: false, and they have said why.
template <class Arch, class Cursor = cursor>
struct image_walk {
    using position = typename Cursor::position;

    Cursor in;
    const relocation_target<Arch>* target = nullptr;
    basic_parts<position> parts;

    constexpr image_walk(Cursor image) : in(image), parts{} {}
    constexpr image_walk(Cursor image, const basic_parts<position>& found) : in(image), parts(found) {}

protected:
    /// For what derives from it and finds its parts itself: these are not cleared.
    struct finds_no_parts {};
    constexpr image_walk(Cursor image, finds_no_parts) : in(image) {}

public:
    /// Whether it goes over bytes that were verified and have stayed: their text needs no second look. For size it gets
    /// one: to know takes more code.
    constexpr bool is_verified() const { return !optimized_for_size && target != nullptr; }

    /// Steps over text and returns where it starts.
    constexpr position take_text(std::uint32_t size) { return in.take(size); }

    /// How many names and objects there are said to be; then each of them. A name by its number, 0: a text, which is
    /// the field that was read last and ends a byte before the cursor. An object by its size: of a text, which is the
    /// field that was read last, in bytes, of a tuple in items; 0 if it has neither.
    constexpr void tables(std::uint32_t, std::uint32_t) { parts.names = in.at(); }
    constexpr bool name(std::uint32_t, reason&) { return true; }

    /// What an object goes into, a tuple or, open_tuple(), the table of objects; and room for what it is itself.
    struct open_tuple {};
    constexpr bool object(open_tuple&, open_tuple&, object_type, std::uint32_t, reason&) { return true; }

    /// What is made of a raw code, and by what its children know it. What holds the root is told first.
    struct placed {};
    constexpr void hold(placed&) {}

    /// A raw code: steps over its bytecode or machine code and returns where it starts; over its rodata, if it can have
    /// any; then, before its children and its relocations, what holds it and all that was found of it.
    using raw_code = code_found;
    constexpr position take_code(auto&, code_kind, std::uint32_t size) { return parts.code = in.take(size); }
    constexpr void take_rodata(auto&, std::uint32_t size) { parts.rodata = in.take(size); }
    constexpr bool enter(placed&, placed&, position, code_kind, code_found&, const section_sizes&, reason&) {
        return true;
    }

    /// Before a raw code's relocations, with its own sizes; and behind them.
    constexpr void relocate(auto&) { parts.relocations = in.at(); }
    constexpr void relocated() {}

    /// Behind the root, with its first number: what was found is a linked module, or none.
    constexpr void finish(std::uint32_t head) {
        if (!low_bits_differ<code_length_shift>(head, static_cast<std::uint32_t>(code_kind::viper))) {
            if (hidden(parts.sizes[object_table]) == 0) return;
        }
        parts.code = {};
    }
};

}  // namespace natload::inline v0
