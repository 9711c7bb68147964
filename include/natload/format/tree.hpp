// SPDX-License-Identifier: MIT
#pragma once

#include <natload/core/section.hpp>
#include <natload/format/linked.hpp>
#include <natload/format/objects.hpp>
#include <natload/format/platform.hpp>
#include <natload/format/prelude.hpp>
#include <natload/format/raw_code.hpp>
#include <natload/format/relocation.hpp>

namespace natload::inline v0 {

/// Sums over the raw codes of an image. Sizes are in bytes, each rounded up as it is placed; 0xffffffff: too much.
struct tree_totals {
    std::uint32_t raw_codes = 0;
    std::uint32_t depth = 0;  // raw code in raw code, the root being 1
    std::uint32_t bytecode = 0;
    std::uint32_t machine_code = 0;
    std::uint32_t rodata = 0;
    std::uint32_t bss = 0;
    std::uint32_t relocated_words = 0;
    std::uint32_t children = 0;  // entries of child tables
};

namespace detail {

/// Adds without wrapping: 0xffffffff stands for too much.
constexpr std::uint32_t add_saturated(std::uint32_t a, std::uint32_t b) { return a + b < a ? 0xffffffff : a + b; }
constexpr std::uint32_t round_saturated(std::uint32_t size, std::uint32_t alignment) {
    return size > 0xffffffff - (alignment - 1) ? 0xffffffff : align_up(size, alignment);
}

/// Sums up what it finds.
template <class Arch>
struct count_totals : image_walk<Arch> {
    tree_totals totals;

    struct placed {
        std::uint32_t depth;
    };
    constexpr placed enter(const placed* parent, const code_found& found) {
        const extents& sizes = this->parts.sizes;
        constexpr std::uint32_t word_size = sizeof(typename Arch::word);
        const placed at{parent == nullptr ? 1 : parent->depth + 1};
        ++totals.raw_codes;
        if (totals.depth < at.depth) totals.depth = at.depth;
        totals.children += found.children;
        if (found.kind == code_kind::native && found.children != 0) ++totals.children;  // for the prelude
        if (found.kind == code_kind::bytecode) {
            totals.bytecode += sizes[code_section];
        } else {
            totals.machine_code =
                add_saturated(totals.machine_code, align_up(sizes[code_section], std::uint32_t{Arch::code_alignment}));
            totals.rodata = add_saturated(totals.rodata, align_up(sizes[rodata_section], word_size));
            totals.bss = add_saturated(totals.bss, round_saturated(sizes[bss_section], word_size));
        }
        return at;
    }
    constexpr void relocate(placed&) {}
    constexpr void relocated(cursor list) { totals.relocated_words += count_relocated_words(list); }
};

/// Checks the prelude between two places of an image and returns its scope flags.
template <class Cursor>
[[gnu::noinline]] constexpr std::uint32_t check_prelude(Cursor& in, typename Cursor::position at,
                                                        typename Cursor::position end, std::uint32_t names) {
    Cursor within(at, end, in.input());
    const auto p = read_prelude(within, names);
    if (within.failed()) in.refuse_at(errc::prelude, within.at());
    return p.scope_flags;
}

}  // namespace detail

/// Checks a raw code with all its children, the root first, children before their parent's relocations, and tells the
/// walk of each. The walk knows the sizes of the module's tables, and is left with the parts of a linked module if the
/// root is one. The stack holds four words a level and what was placed, of the platform's maximum of levels.
/// Tells what there is against the field read last.
template <class P, class Walk>
[[gnu::always_inline]] constexpr errc walk_tree(Walk& walk, bool native) {
    auto& in = walk.in;
    auto& rc = walk.parts;
    using word = typename P::arch::word;
    struct level {
        std::uint32_t children;  // to come
        std::uint32_t code;      // 0: without relocations
        std::uint32_t rodata;
        std::uint32_t bss;
        [[no_unique_address]] typename Walk::placed placed;
    };
    level path[P::options.max_code_depth];
    level* above = path;  // of the raw code at hand; the first has none
    for (;;) {
        const std::uint32_t head = in.vuint();
        const std::uint32_t size = head >> code_length_shift;
        const auto kind = static_cast<code_kind>(head & code_kind_bits);
        if (kind != code_kind::bytecode) {
            if (!native) return errc::no_architecture;
            if (size == 0) return errc::empty_code;
        }
        rc.code = walk.take_code(kind, size);
        rc.sizes[code_section] = size;
        rc.sizes[rodata_section] = 0;
        rc.sizes[bss_section] = 0;
        typename Walk::raw_code found;
        found.kind = kind;
        std::uint32_t scope_flags = 0;
        if (kind == code_kind::viper) {
            const std::uint32_t flags = in.vuint();
            found.relocated = (flags & code_has_relocations) != 0;
            if ((flags & ~detail::known_code_flags<P>) != 0) return errc::code_flags;
            if (detail::has_misplaced_variables<P>(in, flags, rc.code, size)) return errc::code_flags;
            if (detail::has_another_float_abi<P>(flags)) return errc::float_abi;
            if ((flags & code_has_rodata) != 0) rc.sizes[rodata_section] = in.vuint();
            if ((flags & code_has_bss) != 0) rc.sizes[bss_section] = in.vuint();
            rc.rodata = walk.take_rodata(rc.sizes[rodata_section]);
        } else if (kind == code_kind::assembly) {
            if (in.vuint() != 0) return errc::code_flags;
            found.arguments = in.vuint();
            found.signature = in.vuint();
        } else {
            const auto end = in.at();
            if (kind == code_kind::native) {
                found.prelude_offset = in.vuint();
                if (found.prelude_offset >= size) return errc::prelude_offset;
            }
            scope_flags = detail::check_prelude(in, rc.code + found.prelude_offset, end, rc.sizes[name_table]);
        }

        std::uint32_t children = 0;
        if ((head & code_has_children) != 0) {
            children = in.vuint();
            if (children == 0) return errc::no_children;
        }
        // A Python function's machine code starts with its number of children and, a generator's, with where it starts.
        if (kind == code_kind::native) {
            if (size < sizeof(word) || in.input().template load<word, P::arch::byte_order>(rc.code) != children) {
                in.reread(rc.code);
                return errc::child_count;
            }
            if ((scope_flags & generator_flag) != 0 &&
                (size < 2 * sizeof(word) ||
                 in.input().template load<word, P::arch::byte_order>(rc.code + sizeof(word)) >= size)) {
                in.reread(rc.code + sizeof(word));
                return errc::generator_start;
            }
        }
        found.children = children;
        typename Walk::placed placed = walk.enter(above == path ? nullptr : &above->placed, found);
        bool relocated = found.relocated;
        if (children != 0) {
            if (++above == path + P::options.max_code_depth) {
                in.reread(in.at());
                return errc::code_depth;
            }
            *above = {children, relocated ? size : 0, rc.sizes[rodata_section], rc.sizes[bss_section], placed};
            continue;
        }
        if (kind != code_kind::viper) rc.code = {};

        // Its relocations, and those of every raw code whose last child this was.
        for (;;) {
            if (relocated) {
                walk.relocate(placed);
                rc.relocations = in.at();
                walk_relocations<P>(walk);
                walk.relocated({rc.relocations, in.at(), in.input()});
            }
            if (above == path) {
                if (rc.sizes[object_table] != 0) rc.code = {};
                return errc::none;
            }
            if (--above->children != 0) break;
            rc.code = {};
            rc.sizes[code_section] = above->code;
            rc.sizes[rodata_section] = above->rodata;
            rc.sizes[bss_section] = above->bss;
            relocated = rc.sizes[code_section] != 0;
            placed = above->placed;
            --above;
        }
    }
}

}  // namespace natload::inline v0
