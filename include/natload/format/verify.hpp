// SPDX-License-Identifier: MIT
#pragma once

#include <natload/core/section.hpp>
#include <natload/format/header.hpp>
#include <natload/format/names.hpp>
#include <natload/format/raw_code.hpp>
#include <natload/format/relocation.hpp>

namespace natload::inline v0 {

/// Offsets are 32 bits and sums of sizes stay below 2^32.
/// (Where addresses have 32 bits, no object is larger anyway.)
inline constexpr std::size_t max_image_size = 0x7fffffff;

/// What to make of bytes behind the root raw code: a flash partition is longer than its image.
enum class trailing : std::uint8_t { refuse, accept };

/// What verify() found in an image. Pointers are into the image.
struct image_parts {
    extents sizes;
    const std::uint8_t* names = nullptr;
    const std::uint8_t* code = nullptr;
    const std::uint8_t* rodata = nullptr;
    const std::uint8_t* relocations = nullptr;
};

/// An image that passed every check for platform P. Only verify() makes one, and only one can be loaded.
/// It views the image, whose bytes must stay as they are while it is used.
template <class P>
class verified {
public:
    constexpr const image_parts& parts() const { return parts_; }
    /// What the format accounts for; shorter than what was given where data trails.
    constexpr bytes image() const { return image_; }

private:
    friend class result<verified>;
    template <class Q>
    friend constexpr result<verified<Q>> verify(bytes, trailing);

    constexpr verified() = default;

    bytes image_;
    image_parts parts_;
};

namespace detail {

/// Reads a linked module's raw code and nothing else; what it refuses it names.
template <class Arch>
[[gnu::always_inline]] constexpr errc read_linked_code(cursor& in, image_parts& parts) {
    const std::uint32_t head = in.vuint();
    if (static_cast<code_kind>(head & code_kind_bits) != code_kind::viper) return errc::not_linked_code;
    if ((head & code_has_children) != 0) return errc::has_children;
    if (head >> code_length_shift == 0) return errc::empty_code;
    parts.sizes[code_section] = head >> code_length_shift;
    parts.code = in.take(parts.sizes[code_section]);

    const std::uint32_t flags = in.vuint();
    if ((flags & ~(code_has_relocations | code_has_rodata | code_has_bss)) != 0) return errc::code_flags;
    if ((flags & code_has_rodata) != 0) parts.sizes[rodata_section] = in.vuint();
    if ((flags & code_has_bss) != 0) parts.sizes[bss_section] = in.vuint();
    parts.rodata = in.take(parts.sizes[rodata_section]);
    if ((flags & code_has_relocations) != 0) {
        parts.relocations = in.at();
        walk_relocations<Arch>(in, parts.sizes, nullptr);
    }
    return errc::none;
}

/// Reads an image and tells what platform P has against the field read last.
template <class P>
[[gnu::always_inline]] constexpr errc read_image(cursor& in, image_parts& parts) {
    header h;
    if (const errc why = read_header<P>(in, h); why != errc::none) return why;
    parts.sizes[host_table] = P::options.host_entries;
    parts.sizes[name_table] = in.vuint();
    if (in.vuint() != 0) return errc::has_objects;
    parts.names = in.at();
    walk_names(in, parts.sizes[name_table]);
    return read_linked_code<typename P::arch>(in, parts);
}

}  // namespace detail

/// Walks a whole image once and checks every rule of the format for platform P.
/// Allocates and writes nothing; time is linear in the image; the stack is bounded.
/// Errors: those above `Plan` in errc, with the offset of the field that is wrong.
template <class P>
constexpr result<verified<P>> verify(bytes image, trailing rest = trailing::refuse) {
    result<verified<P>> r;
    if constexpr (sizeof(std::size_t) > sizeof(std::uint32_t)) {
        if (image.size() > max_image_size) return errc::image_too_large;
    }
    cursor in(image);
    in.refuse(detail::read_image<P>(in, r->parts_));
    r->image_ = {image.begin(), in.at()};
    if (rest == trailing::refuse) in.expect_end();
    r.refuse(in.failure_from(image.begin()));
    return r;
}

}  // namespace natload::inline v0
