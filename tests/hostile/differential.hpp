// SPDX-License-Identifier: MIT
// The library's verdict on an image against that of the reference reader: accepted or refused, by which rule, at which
// offset; and where it is accepted, how large each part is.
#pragma once

#include <natload/core/error_text.hpp>
#include <natload/format.hpp>

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>

#include "hostile/reads.hpp"
#include "support/any_like.hpp"
#include "support/isa.hpp"
#include "support/reference_reader/model.hpp"

namespace natload::testing {

// The same host for the other reader.
template <class P>
reference::options options_of(trailing rest = trailing::refuse) {
    constexpr platform_options o = P::options;
    const isa host{static_cast<std::uint8_t>(P::arch::number)};
    reference::options how = reference::options_of(host);
    if constexpr (is_any_like<typename P::arch>) {
        how.accepts = [](isa file) { return file == isa::none || P::arch::runs(static_cast<natload::isa>(file)); };
    }
    how.sub_version = static_cast<unsigned>(o.abi);
    how.small_int_bits = o.small_int_bits;
    how.arch_flags = o.arch_flags;
    how.host_entries = o.host_entries;
    how.object_depth = o.max_object_depth;
    how.code_depth = o.max_code_depth;
    how.allow_trailing = rest == trailing::accept;
    how.scope = o.scope == natload::scope::linked ? reference::scope::linked : reference::scope::all;
    return how;
}

// What the library calls the breaking of a rule.
errc errc_of(reference::rule broken);

// Sums over a tree of raw codes as the reference reader gives it; addresses have `word` bytes, code is aligned to
// `code_alignment`.
tree_totals totals_of(const reference::raw_code& root, std::uint32_t word, std::uint32_t code_alignment);

bool operator==(const tree_totals& a, const tree_totals& b);

std::string text_of(const error& e);

// How the two differ on an image; empty: they agree.
template <class P>
std::string disagreement(std::span<const std::uint8_t> image, trailing rest = trailing::refuse) {
    const result<verified<P>> ours = verify<P>(image, rest);
    const reference::result theirs = reference::read(image, options_of<P>(rest));
    const error found = ours.error();
    const error expected = theirs.error ? error{errc_of(theirs.error->rule), theirs.error->offset} : error{};
    if (found != expected) return "found " + text_of(found) + ", expected " + text_of(expected);
#if !defined(NATLOAD_TEST_SLOW)
    if (reads_to_verify<P>(image, rest) > most_reads(image.size())) return "more reads than its size allows";
#endif
    if (theirs.error) return {};

    const reference::raw_code& root = theirs.image->root;
    const bool linked = root.kind == 2 && root.children.empty() && theirs.image->objects.empty();
    const extents& sizes = ours->parts().sizes;
    if (ours->image().size() != theirs.image->used) return "another number of bytes used";
    if (ours->linked() != linked) return "another answer to whether it is a linked module";
    if (sizes[name_table] != theirs.image->names.size()) return "another number of names";
    if (sizes[object_table] != theirs.image->objects.size()) return "another number of objects";
    if (linked && (sizes[code_section] != root.code.size() || sizes[rodata_section] != root.rodata.size() ||
                   sizes[bss_section] != root.bss_size)) {
        return "sections of other sizes";
    }
    if (linked) {
        const result<budget> planned = plan(*ours);
        if (planned && planned->relocated_words != root.words().size()) return "another number of relocated words";
    }
    if (P::options.scope == natload::scope::all &&
        !(ours->totals() == totals_of(root, sizeof(typename P::arch::word), P::arch::code_alignment))) {
        return "other sums over the raw codes";
    }
    return {};
}

}  // namespace natload::testing
