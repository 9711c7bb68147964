// SPDX-License-Identifier: MIT
#include "hostile/differential.hpp"

namespace natload::testing {

errc errc_of(reference::rule broken) {
    using enum reference::rule;
    switch (broken) {
        case truncated: return errc::truncated;
        case vuint_too_large: return errc::number_too_large;
        case magic: return errc::not_mpy;
        case version: return errc::version;
        case reserved_bit: return errc::feature_bits;
        case architecture: return errc::architecture;
        case sub_version: return errc::abi;
        case small_int_bits: return errc::small_int_bits;
        case arch_flags: return errc::arch_flags;
        case static_name: return errc::static_name;
        case missing_nul: return errc::missing_nul;
        case utf8:
        case ascii: return errc::encoding;
        case object_depth: return errc::object_depth;
        case object_type: return errc::object_type;
        case objects: return errc::has_objects;
        case not_viper: return errc::not_linked_code;
        case children: return errc::not_linked_code;
        case code_depth: return errc::code_depth;
        case no_architecture: return errc::no_architecture;
        case empty_code: return errc::empty_code;
        case code_flags: return errc::code_flags;
        case prelude_offset: return errc::prelude_offset;
        case prelude_overruns:
        case signature:
        case sizes:
        case prelude_name: return errc::prelude;
        case no_children: return errc::no_children;
        case child_count: return errc::child_count;
        case generator_start: return errc::generator_start;
        case destination: return errc::relocation_target;
        case no_place:
        case outside:
        case repeat: return errc::relocation_outside;
        case trailing_bytes: return errc::trailing_bytes;
    }
    return errc::none;
}

namespace {

constexpr std::uint64_t no_more_than_32_bits = 0xffffffff;

std::uint32_t rounded(std::uint64_t size, std::uint32_t unit) {
    return static_cast<std::uint32_t>(std::min((size + unit - 1) / unit * unit, no_more_than_32_bits));
}

std::uint32_t sum(std::uint64_t a, std::uint64_t b) {
    return static_cast<std::uint32_t>(std::min(a + b, no_more_than_32_bits));
}

}  // namespace

tree_totals totals_of(const reference::raw_code& root, std::uint32_t word, std::uint32_t code_alignment) {
    tree_totals t;
    t.raw_codes = 1;
    for (const reference::raw_code& child : root.children) {
        const tree_totals below = totals_of(child, word, code_alignment);
        t.raw_codes += below.raw_codes;
        t.depth = std::max(t.depth, below.depth);
        t.bytecode += below.bytecode;
        t.machine_code += below.machine_code;
        t.rodata += below.rodata;
        t.bss = sum(t.bss, below.bss);
        t.relocated_words += below.relocated_words;
    }
    t.depth += 1;
    const auto size = static_cast<std::uint32_t>(root.code.size());
    if (root.kind == 0) {
        t.bytecode += size;
    } else {
        t.machine_code += rounded(size, code_alignment);
    }
    t.rodata += rounded(root.rodata.size(), word);
    t.bss = sum(t.bss, rounded(root.bss_size, word));
    t.relocated_words += static_cast<std::uint32_t>(root.words().size());
    return t;
}

bool operator==(const tree_totals& a, const tree_totals& b) {
    return a.raw_codes == b.raw_codes && a.depth == b.depth && a.bytecode == b.bytecode &&
           a.machine_code == b.machine_code && a.rodata == b.rodata && a.bss == b.bss &&
           a.relocated_words == b.relocated_words;
}

std::string text_of(const error& e) { return std::string("'") + text(e.code) + "' at " + std::to_string(e.offset); }

}  // namespace natload::testing
