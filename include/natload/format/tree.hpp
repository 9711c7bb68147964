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
    constexpr void hold(placed& holder) { holder.depth = 0; }
    constexpr bool enter(const placed& parent, placed& at, const std::uint8_t*, code_kind, const code_found& found,
                         const section_sizes& sizes, reason&) {
        constexpr std::uint32_t word_size = sizeof(typename Arch::word);
        at.depth = parent.depth + 1;
        ++totals.raw_codes;
        if (totals.depth < at.depth) totals.depth = at.depth;
        totals.children += found.children;
        if (found.kind() == code_kind::native && found.children != 0) ++totals.children;  // for the prelude
        if (found.kind() == code_kind::bytecode) {
            totals.bytecode += sizes[code_section];
        } else {
            totals.machine_code =
                add_saturated(totals.machine_code, align_up(sizes[code_section], std::uint32_t{Arch::code_alignment}));
            totals.rodata = add_saturated(totals.rodata, align_up(sizes[rodata_section], word_size));
            totals.bss = add_saturated(totals.bss, round_saturated(sizes[bss_section], word_size));
        }
        return true;
    }
    constexpr void relocated() {
        totals.relocated_words += count_relocated_words(cursor(this->parts.relocations, this->in.at()));
    }
};

/// Checks the prelude between two places of an image and returns its scope flags.
template <class Cursor>
[[gnu::noinline]] constexpr std::uint32_t check_prelude(Cursor& in, typename Cursor::position at,
                                                        typename Cursor::position end, std::uint32_t names) {
    Cursor within(at, end, in.input());
    basic_prelude<typename Cursor::position> p;
    if (!read_prelude(within, names, p)) in.refuse_at(errc::prelude, within.field());
    return p.scope_flags;
}

}  // namespace detail

/// Checks a raw code with all its children, the root first, children before their parent's relocations, and tells the
/// walk of each. The walk knows the sizes of the module's tables, and is left with the parts of a linked module if the
/// root is one. The stack holds five words a level and what was placed, of a level more than the platform's maximum.
/// False: what it refuses, for which reason.
template <class P, class Walk>
[[gnu::always_inline]] constexpr bool walk_tree(Walk& all, bool native, reason& why) {
    // What goes through a window is larger, and gains by it; in memory it does not.
    Walk& walk = std::same_as<decltype(all.in), cursor> ? all : afresh(all);
    auto& in = walk.in;
    using word = typename P::arch::word;
    struct level {
        std::uint32_t rodata;
        std::uint32_t bss;
        std::uint32_t head;
        std::uint32_t flags;
        std::uint32_t children;  // to come
        [[no_unique_address]] typename Walk::placed placed;
    };
    level path[1 + P::options.max_code_depth];  // from what holds the root
    level* at = path;
    walk.hold(at->placed);
    for (;;) {
        why = errc::code_depth;
        if (at == path + P::options.max_code_depth) return false;
        ++at;
        typename Walk::raw_code found;
        const std::uint32_t head = in.vuint();
        const std::uint32_t size = head >> code_length_shift;
        const std::uint32_t kind = head & code_kind_bits;
        if (kind != 0) {  // all but bytecode
            why = errc::no_architecture;
            if (!native) return false;
            why = errc::empty_code;
            if (head < 1 << code_length_shift) return false;  // of length 0
        }
        const auto code = walk.take_code(at->placed, static_cast<code_kind>(kind), size);
        at->rodata = 0;
        at->bss = 0;
        at->flags = 0;
        at->head = head;
        found.head = head;
        std::uint32_t scope_flags = 0;
        if ((head & code_has_flags) != 0) {
            why = errc::code_flags;
            const std::uint32_t flags = in.vuint();
            found.flags = flags;
            // All ones for assembly, whose flags are 0.
            const auto special = static_cast<std::uint32_t>(static_cast<std::int32_t>(hidden(head) << 31) >> 31);
            if ((flags & (~detail::known_code_flags<P> | special)) != 0) return false;
            if (detail::has_misplaced_variables<P>(in, flags, code, size)) return false;
            if (!detail::has_float_abi<P>(flags, why)) return false;
            at->flags = flags;
            if ((flags & code_has_rodata) != 0) at->rodata = in.vuint();
            if ((flags & code_has_bss) != 0) at->bss = in.vuint();
            walk.take_rodata(at->placed, at->rodata);
            if ((hidden(head) & code_is_special) != 0) {
                found.arguments = in.vuint();
                found.signature = in.vuint();
            }
        } else {
            const auto end = in.at();
            if ((head & code_is_special) != 0) {
                why = errc::prelude_offset;
                found.prelude_offset = in.vuint();
                if (found.prelude_offset >= size) return false;
            }
            scope_flags = detail::check_prelude(in, code + found.prelude_offset, end, walk.parts.sizes[name_table]);
        }

        std::uint32_t children = 0;
        if ((head & code_has_children) != 0) {
            why = errc::no_children;
            children = in.vuint();
            if (static_cast<std::int32_t>(children) <= 0) return false;  // 0, or more than an image has bytes
        }
        // A Python function's machine code starts with its number of children and, a generator's, with where it starts.
        if (hidden(kind) == static_cast<std::uint32_t>(code_kind::native)) {
            if (head < sizeof(word) << code_length_shift ||
                in.input().template load<word, P::arch::byte_order>(code) != children) {
                in.reread(code);
                why = errc::child_count;
                return false;
            }
            if ((scope_flags & generator_flag) != 0 &&
                (head < 2 * sizeof(word) << code_length_shift ||
                 in.input().template load<word, P::arch::byte_order>(code + sizeof(word)) >= size)) {
                in.reread(code + sizeof(word));
                why = errc::generator_start;
                return false;
            }
        }
        at->children = children;
        found.children = children;
        const section_sizes sizes = {size, at->rodata, at->bss};
        const auto its_kind = static_cast<code_kind>(hidden(kind));
        if (!walk.enter((at - 1)->placed, at->placed, code, its_kind, found, sizes, why)) return false;

        // Its relocations, and those of every raw code whose last child this was.
        while (at->children == 0) [[likely]] {
                walk.parts.sizes.set({at->head >> code_length_shift, at->rodata, at->bss});
                if ((at->flags & code_has_relocations) != 0) {
                    walk.relocate(at->placed);
                    walk_relocations<P>(walk);
                    walk.relocated();
                }
                if (--at == path) {
                    walk.finish((at + 1)->head);
                    return true;
                }
                --at->children;
            }
    }
}

}  // namespace natload::inline v0
