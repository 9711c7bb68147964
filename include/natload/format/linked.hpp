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

/// The parts of a linked module. Pointers are into the image.
struct module_parts {
    extents sizes;
    const std::uint8_t* names = nullptr;
    const std::uint8_t* code = nullptr;  // null: not a linked module
    const std::uint8_t* rodata = nullptr;
    const std::uint8_t* relocations = nullptr;  // none: null
};

namespace detail {

/// Reads a linked module's raw code and nothing else; what it refuses it names.
template <class P>
[[gnu::always_inline]] constexpr errc read_linked_code(cursor& in, module_parts& parts) {
    const std::uint32_t head = in.vuint();
    if (static_cast<code_kind>(head & code_kind_bits) != code_kind::viper) return errc::not_linked_code;
    if ((head & code_has_children) != 0) return errc::has_children;
    if (head >> code_length_shift == 0) return errc::empty_code;
    parts.sizes[code_section] = head >> code_length_shift;
    parts.code = in.take(parts.sizes[code_section]);

    const std::uint32_t flags = in.vuint();
    if ((flags & ~known_code_flags<P>) != 0) return errc::code_flags;
    if (has_misplaced_variables<P>(flags, parts.code, parts.sizes[code_section])) return errc::code_flags;
    if (has_another_float_abi<P>(flags)) return errc::float_abi;
    if ((flags & code_has_rodata) != 0) parts.sizes[rodata_section] = in.vuint();
    if ((flags & code_has_bss) != 0) parts.sizes[bss_section] = in.vuint();
    parts.rodata = in.take(parts.sizes[rodata_section]);
    if ((flags & code_has_relocations) != 0) {
        parts.relocations = in.at();
        walk_relocations<P>(in, parts.sizes, nullptr);
    }
    return errc::none;
}

}  // namespace detail
}  // namespace natload::inline v0
