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

/// The platform that an image of this architecture and ABI is for.
template <class Arch, abi Abi, scope Scope>
using home = platform<Arch, platform_options{.abi = Abi,
                                             .scope = Scope,
                                             .variables_in_code = true,
                                             .small_int_bits = 63,
                                             .arch_flags = Arch::known_arch_flags}>;

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
    n.data = align_up(n.bss, word_size) + align_up(n.rodata, word_size) + n.object_table + n.name_table;
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

template <class Arch, abi Abi>
void judge_as(bytes image, scope which, trailing rest, verdict& v) {
    judge_as<home<Arch, Abi, scope::all>>(image, rest, v);
    if (which != scope::linked || v.error.code != errc::none || v.linked) return;
    // Well-formed, so only what keeps it from being a linked module is left to refuse.
    const auto r = natload::verify<home<Arch, Abi, scope::linked>>(image, rest);
    v.error = r.error();
    v.reason = natload::text(v.error.code);
}

/// The same for another architecture number.
std::vector<std::uint8_t> renumbered(bytes image, isa number) {
    std::vector<std::uint8_t> copy(image.begin(), image.end());
    copy[2] = static_cast<std::uint8_t>((copy[2] & 0xc3u) | static_cast<unsigned>(number) << 2);
    return copy;
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
    const bool known = with_architecture(h->architecture, aarch64, [&]<class Arch>(Arch) {
        const auto copy =
            h->architecture == Arch::number ? std::vector<std::uint8_t>() : renumbered(image, Arch::number);
        if (!copy.empty()) image = copy;
        switch (static_cast<abi>(h->sub_version)) {
            case abi::v6_0: return judge_as<Arch, abi::v6_0>(image, which, rest, v);
            case abi::v6_1: return judge_as<Arch, abi::v6_1>(image, which, rest, v);
            case abi::v6_2: return judge_as<Arch, abi::v6_2>(image, which, rest, v);
            case abi::v6_3: return judge_as<Arch, abi::v6_3>(image, which, rest, v);
        }
    });
    if (!known) {
        v.error = {errc::architecture, 2};
        v.reason = fmt::format("an architecture that the format does not have (expected 0 to {}, found {})",
                               static_cast<unsigned>(last_architecture), static_cast<unsigned>(h->architecture));
    }
    return v;
}

}  // namespace natload::tool
