// SPDX-License-Identifier: MIT
#pragma once

#include <natload/core/bytes.hpp>
#include <natload/format/verify.hpp>

namespace natload::inline v0 {

namespace detail {

/// Whether platform P can have so much; else why not.
template <class P>
[[gnu::always_inline]] constexpr bool check_limits(const extents& sizes, const layout& at, reason& why) {
    if constexpr (P::options.max_code != 0xffffffff) {
        why = errc::code_limit;
        if (sizes[code_section] > P::options.max_code) return false;
    }
    why = errc::data_limit;
    // All but bss came out of an image of at most max_image_size bytes: the sum wraps at most once.
    return at.size >= sizes[bss_section] && at.size <= P::options.max_data;
}

}  // namespace detail

/// What loading an image takes, to the byte. The loader allocates exactly this: a block of code and,
/// if `data` is not 0, a block of data. Sizes are in bytes.
struct budget {
    std::uint32_t code = 0;
    std::uint32_t code_alignment = 0;
    std::uint32_t data = 0;  // bss, rodata and the table of names, the first two padded to a word
    std::uint32_t data_alignment = 0;
    std::uint32_t bss = 0;
    std::uint32_t rodata = 0;
    std::uint32_t names = 0;  // their table, 2 bytes each
    std::uint32_t relocated_words = 0;
    std::uint32_t used = 0;  // of the image
};

/// The budget of a verified image. Linear in its relocations, which it counts.
/// Errors: nothing_verified: what verify refused has no budget; code_limit, data_limit: more than the platform's limit
/// or, for data, more than 32 bits hold.
template <class P>
constexpr result<budget> plan(const verified<P>& image) {
    const module_parts& parts = image.parts();
    const layout at = layout::of<typename P::arch>(parts.sizes);
    if (image.image().size() == 0) return errc::nothing_verified;
    reason why;
    if (!detail::check_limits<P>(parts.sizes, at, why)) return why.code();
    budget b;
    b.code = parts.sizes[code_section];
    b.code_alignment = P::arch::code_alignment;
    b.data = at.size;
    b.data_alignment = P::arch::data_alignment;
    b.bss = parts.sizes[bss_section];
    b.rodata = parts.sizes[rodata_section];
    b.names = at.size - at.names;
    b.used = static_cast<std::uint32_t>(image.image().size());
    if (parts.relocations != nullptr) {
        b.relocated_words = count_relocated_words(cursor(parts.relocations, image.image().end()));
    }
    return b;
}

}  // namespace natload::inline v0
