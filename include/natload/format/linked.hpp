// SPDX-License-Identifier: MIT
#pragma once

#include <natload/core/section.hpp>
#include <natload/format/raw_code.hpp>
#include <natload/format/relocation.hpp>

namespace natload::inline v0 {

/// Where the sections lie in a module's block of data; rodata is at 0. Bytes, modulo 2^32.
struct layout {
    std::uint32_t bss = 0;
    std::uint32_t names = 0;  // 16 bits each
    std::uint32_t size = 0;

    template <class Arch>
    constexpr static layout of(const extents& sizes) {
        constexpr std::uint32_t word_size = sizeof(typename Arch::word);
        layout at;
        at.bss = align_up(sizes[rodata_section], word_size);
        at.names = at.bss + align_up(sizes[bss_section], word_size);
        at.size = at.names + sizes[name_table] * std::uint32_t{sizeof(std::uint16_t)};
        return at;
    }
};

namespace detail {

/// Reads a linked module's raw code and nothing else; false: what it refuses, for which reason.
template <class P, class Walk>
[[gnu::always_inline]] constexpr bool read_linked_code(Walk& walk, reason& why) {
    auto& in = walk.in;
    auto& parts = walk.parts;
    why = errc::not_linked_code;
    const std::uint32_t head = in.vuint();
    // Its kind, and no children.
    if (low_bits_differ<code_length_shift>(head, static_cast<std::uint32_t>(code_kind::viper))) [[unlikely]]
        return false;
    why = errc::empty_code;
    if (head >> code_length_shift == 0) [[unlikely]]
        return false;
    parts.sizes[code_section] = head >> code_length_shift;
    typename Walk::placed holder;
    walk.hold(holder);
    typename Walk::placed at;
    const auto code = walk.take_code(at, code_kind::viper, parts.sizes[code_section]);

    why = errc::code_flags;
    const std::uint32_t flags = in.vuint();
    if ((flags & ~known_code_flags<P>) != 0) [[unlikely]]
        return false;
    if (has_misplaced_variables<P>(in, flags, code, parts.sizes[code_section])) [[unlikely]]
        return false;
    if (!has_float_abi<P>(flags, why)) [[unlikely]]
        return false;
    if ((flags & code_has_rodata) != 0) parts.sizes[rodata_section] = in.vuint();
    if ((flags & code_has_bss) != 0) parts.sizes[bss_section] = in.vuint();
    walk.take_rodata(at, parts.sizes[rodata_section]);
    typename Walk::raw_code found;
    found.head = head;
    found.flags = flags;
    if (!walk.enter(holder, at, code, code_kind::viper, found, parts.sizes.sections(), why)) return false;
    if ((flags & code_has_relocations) != 0) {
        walk.relocate(at);
        walk_relocations<P>(walk);
    }
    return true;
}

}  // namespace detail
}  // namespace natload::inline v0
