// SPDX-License-Identifier: MIT
#include "judge.hpp"

#include <fmt/core.h>
#include <natload/format/plan.hpp>
#include <natload/load/plugin.hpp>

#include <vector>

#include "formats.hpp"
#include "words.hpp"

namespace natload::tool {
namespace {

template <class P>
needs needs_of(const verified<P>& image) {
    constexpr std::uint64_t word_size = sizeof(typename P::arch::word);
    const tree_totals& totals = image.totals();
    const extents& sizes = image.parts().sizes;
    needs n;
    n.code = image.linked() ? sizes[code_section] : totals.machine_code;
    n.code_alignment = P::arch::code_alignment;
    n.bytecode = totals.bytecode;
    n.data_alignment = P::arch::data_alignment;
    n.bss = image.linked() ? sizes[bss_section] : totals.bss;
    n.rodata = image.linked() ? sizes[rodata_section] : totals.rodata;
    n.name_table = std::uint64_t{sizes[name_table]} * sizeof(std::uint16_t);
    n.object_table = sizes[object_table] * word_size;
    n.child_tables = std::uint64_t{totals.children} * word_size;
    n.data = align_up(n.bss, word_size) + align_up(n.rodata, word_size) + n.object_table +
             align_up(n.name_table, word_size) + n.child_tables;
    n.relocated_words = totals.relocated_words;
    n.depth = totals.depth;
    n.raw_codes = totals.raw_codes;
    n.used = image.image().size();
    return n;
}

template <class P>
void judge_as(bytes image, trailing rest, verdict& v) {
    const result<verified<P>> r = natload::verify<P>(image, rest);
    if (!r) {
        v.error = r.error();
        v.reason = reason<P>(image, v.error);
        return;
    }
    v.linked = r->linked();
    v.needs = needs_of(*r);
    if (v.linked) {
        const std::uint8_t* const flags = r->parts().code + r->parts().sizes[code_section];
        const std::uint32_t stated = cursor(flags, r->image().end()).vuint();
        v.float_abi = float_abi_of(stated);
        v.variables_in_code = (stated & code_has_variables) != 0;
        v.interface = interface_of(*r);
        const result<budget> b = natload::plan(*r);
        v.plan_error = b.error();
        if (b) v.needs.data = b->data;
    } else if (v.needs.data > 0xffffffff) {
        v.plan_error = {errc::data_limit, 0};
    }
    if (v.plan_error.code != errc::none) v.reason = natload::text(v.plan_error.code);
}

template <class P>
void judge_in_scope(bytes image, scope which, trailing rest, verdict& v) {
    judge_as<P>(image, rest, v);
    if (which != scope::linked || v.error.code != errc::none || v.linked) return;
    // Well-formed, so only what keeps it from being a linked module is left to refuse.
    const auto r = natload::verify<home<typename P::arch, P::options.abi, scope::linked>>(image, rest);
    v.error = r.error();
    v.reason = natload::text(v.error.code);
}

}  // namespace

verdict judge(bytes image, isa aarch64, scope which, trailing rest) {
    verdict v;
    const result<header> h = read_header(image);
    if (!h) {
        v.error = h.error();
        v.reason = reason<platform<no_architecture>>(image, v.error);
        return v;
    }
    v.header = *h;
    v.architecture = name_of(h->architecture, aarch64);
    const bool known = with_home(*h, aarch64, [&]<class P>(P) {
        const auto copy = renumbered<P>(image);
        judge_in_scope<P>(copy, which, rest, v);
    });
    if (!known) {
        v.error = {errc::architecture, 2};
        v.reason = fmt::format("an architecture that the format does not have (expected 0 to {}, found {})",
                               static_cast<unsigned>(last_architecture), static_cast<unsigned>(h->architecture));
    }
    return v;
}

}  // namespace natload::tool
