// SPDX-License-Identifier: MIT
#pragma once

#include <natload/core/section.hpp>
#include <natload/format/platform.hpp>
#include <natload/format/prelude.hpp>
#include <natload/format/raw_code.hpp>
#include <natload/format/relocation.hpp>

namespace natload::inline v0 {

/// One raw code of an image, without its children and its relocations. Pointers are into the image.
struct raw_code {
    code_kind kind = code_kind::bytecode;
    bool has_children = false;
    bool has_relocations = false;
    bool generator = false;  // native
    const std::uint8_t* code = nullptr;
    const std::uint8_t* rodata = nullptr;
    const std::uint8_t* relocations = nullptr;  // known once the children were walked
    std::uint32_t code_size = 0;
    std::uint32_t rodata_size = 0;
    std::uint32_t bss_size = 0;
    std::uint32_t prelude_offset = 0;  // native
    std::uint32_t arguments = 0;       // assembly: how many
    std::uint32_t signature = 0;       // assembly: types of arguments and result
};

/// Sums over the raw codes of an image. Sizes are in bytes, each rounded up as it is placed; 0xffffffff: too much.
struct tree_totals {
    std::uint32_t raw_codes = 0;
    std::uint32_t depth = 0;         // raw code in raw code, the root being 1
    std::uint32_t bytecode = 0;
    std::uint32_t machine_code = 0;
    std::uint32_t rodata = 0;
    std::uint32_t bss = 0;
    std::uint32_t relocated_words = 0;
};

namespace detail {

/// Checks the prelude between two places of an image.
constexpr prelude check_prelude(cursor& in, const std::uint8_t* at, const std::uint8_t* end, std::uint32_t names) {
    cursor within(at, end);
    const prelude p = read_prelude(within, names);
    if (within.failed()) in.refuse_at(errc::prelude, within.wrong_field());
    return p;
}

/// A Python function's machine code starts with its number of children and, a generator's, with where it starts.
template <class Arch>
constexpr void check_first_words(cursor& in, const raw_code& rc, std::uint32_t children) {
    using word = typename Arch::word;
    const auto holds = [&](std::uint32_t words) { return rc.code_size >= words * sizeof(word); };
    if (!holds(1) || load_unaligned<word, Arch::byte_order>(rc.code) != children) {
        in.refuse_at(errc::child_count, rc.code);
    } else if (rc.generator &&
               (!holds(2) || load_unaligned<word, Arch::byte_order>(rc.code + sizeof(word)) >= rc.code_size)) {
        in.refuse_at(errc::generator_start, rc.code + sizeof(word));
    }
}

/// Reads a raw code up to its children; `native` says whether the file has an architecture.
template <class Arch>
constexpr raw_code read_raw_code(cursor& in, bool native, std::uint32_t names) {
    raw_code rc;
    const std::uint32_t head = in.vuint();
    rc.kind = static_cast<code_kind>(head & code_kind_bits);
    rc.has_children = (head & code_has_children) != 0;
    rc.code_size = head >> code_length_shift;
    if (rc.kind != code_kind::bytecode) {
        if (!native) in.refuse(errc::no_architecture);
        if (rc.code_size == 0) in.refuse(errc::empty_code);
    }
    rc.code = in.take(rc.code_size);
    if (in.failed()) return rc;

    switch (rc.kind) {
        case code_kind::bytecode:
            check_prelude(in, rc.code, in.at(), names);
            break;
        case code_kind::native:
            rc.prelude_offset = in.vuint();
            if (rc.prelude_offset >= rc.code_size) in.refuse(errc::prelude_offset);
            if (in.failed()) break;
            rc.generator = (check_prelude(in, rc.code + rc.prelude_offset, rc.code + rc.code_size, names).scope_flags &
                            generator_flag) != 0;
            break;
        case code_kind::viper: {
            const std::uint32_t flags = in.vuint();
            if ((flags & ~(code_has_relocations | code_has_rodata | code_has_bss)) != 0) in.refuse(errc::code_flags);
            rc.has_relocations = (flags & code_has_relocations) != 0;
            if ((flags & code_has_rodata) != 0) rc.rodata_size = in.vuint();
            if ((flags & code_has_bss) != 0) rc.bss_size = in.vuint();
            rc.rodata = in.take(rc.rodata_size);
            break;
        }
        case code_kind::assembly:
            if (in.vuint() != 0) in.refuse(errc::code_flags);
            rc.arguments = in.vuint();
            rc.signature = in.vuint();
            break;
    }
    return rc;
}

/// Adds without wrapping: 0xffffffff stands for too much.
constexpr std::uint32_t add_saturated(std::uint32_t a, std::uint32_t b) { return a + b < a ? 0xffffffff : a + b; }
constexpr std::uint32_t round_saturated(std::uint32_t size, std::uint32_t alignment) {
    return add_saturated(size, alignment - 1) == 0xffffffff ? 0xffffffff : align_up(size, alignment);
}

}  // namespace detail

/// Checks a raw code with all its children, the root first, children before their parent's relocations.
/// `sizes` names the module's tables. Returns the root. The stack holds two words a level, of the platform's maximum of levels.
template <class P>
constexpr raw_code walk_tree(cursor& in, bool native, extents sizes, tree_totals& totals) {
    using Arch = typename P::arch;
    constexpr unsigned max_depth = P::options.max_code_depth;
    struct level {
        const std::uint8_t* at = nullptr;  // of the raw code, to be read again for its relocations
        std::uint32_t children = 0;        // to come
    };
    level path[max_depth];
    unsigned depth = 0;  // levels above the raw code at hand
    constexpr std::uint32_t word_size = sizeof(typename Arch::word);

    raw_code root;
    const auto relocations = [&](const raw_code& rc) {
        sizes[code_section] = rc.code_size;
        sizes[rodata_section] = rc.rodata_size;
        sizes[bss_section] = rc.bss_size;
        if (depth == 0) root.relocations = in.at();
        const cursor list = in;
        walk_relocations<P>(in, sizes, nullptr);
        if (!in.failed()) totals.relocated_words += count_relocated_words(list);
    };

    for (;;) {
        const std::uint8_t* const at = in.at();
        if (depth == max_depth) in.refuse_at(errc::code_depth, at);
        const raw_code rc = detail::read_raw_code<Arch>(in, native, sizes[name_table]);
        if (depth == 0) root = rc;
        std::uint32_t children = 0;
        if (rc.has_children) {
            children = in.vuint();
            if (children == 0) in.refuse(errc::no_children);
        }
        if (in.failed()) return root;
        if (rc.kind == code_kind::native) detail::check_first_words<Arch>(in, rc, children);

        ++totals.raw_codes;
        if (totals.depth < depth + 1) totals.depth = depth + 1;
        if (rc.kind == code_kind::bytecode) {
            totals.bytecode += rc.code_size;
        } else {
            totals.machine_code += align_up(rc.code_size, std::uint32_t{Arch::code_alignment});
            totals.rodata += align_up(rc.rodata_size, word_size);
            totals.bss = detail::add_saturated(totals.bss, detail::round_saturated(rc.bss_size, word_size));
        }

        if (children != 0) {
            path[depth++] = {at, children};
            continue;
        }
        if (rc.has_relocations) relocations(rc);
        // Up, past every raw code whose last child this was.
        while (depth != 0 && --path[depth - 1].children == 0 && !in.failed()) {
            cursor again(path[--depth].at, in.at());
            const raw_code parent = detail::read_raw_code<Arch>(again, native, sizes[name_table]);
            if (parent.has_relocations) relocations(parent);
        }
        if (depth == 0 || in.failed()) return root;
    }
}

}  // namespace natload::inline v0
