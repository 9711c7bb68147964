// SPDX-License-Identifier: MIT
#pragma once

#include <natload/core/section.hpp>
#include <natload/format/header.hpp>
#include <natload/format/linked.hpp>
#include <natload/format/names.hpp>
#include <natload/format/objects.hpp>
#include <natload/format/tree.hpp>

namespace natload::inline v0 {

/// Offsets are 32 bits and sums of sizes stay below 2^32.
/// (Where addresses have 32 bits, no object is larger anyway.)
inline constexpr std::size_t max_image_size = 0x7fffffff;

/// What to make of bytes behind the root raw code: a flash partition is longer than its image.
enum class trailing : std::uint8_t {
    refuse,
    accept
};

/// An image that passed every check for platform P. Only verify() makes one, and only one can be loaded.
/// It views the image, whose bytes must stay as they are while it is used.
template <class P>
class verified {
public:
    /// What the format accounts for; shorter than what was given where data trails.
    constexpr bytes image() const { return image_; }

    /// Whether it is a linked module: one raw code of kind viper, no objects. Always so in scope `linked`.
    constexpr bool linked() const { return parts_.code != nullptr; }

    /// The parts of a linked module; of any other image only the names and the sizes of its tables.
    constexpr const module_parts& parts() const { return parts_; }

    /// Sums over all raw codes; counted in scope `all` only.
    constexpr const tree_totals& totals() const { return totals_; }

private:
    friend class result<verified>;
    template <class Q>
    friend constexpr result<verified<Q>> verify(bytes, trailing);

    constexpr verified() = default;

    bytes image_;
    module_parts parts_;
    tree_totals totals_;
};

namespace detail {

/// Reads an image and tells what platform P has against the field read last.
template <class P>
[[gnu::always_inline]] constexpr errc read_image(cursor& in, module_parts& parts,
                                                 [[maybe_unused]] tree_totals& totals) {
    header h;
    if (const errc why = read_header<P>(in, h); why != errc::none) return why;
    parts.sizes[name_table] = in.vuint();
    parts.sizes[object_table] = in.vuint();
    if constexpr (P::options.scope == scope::linked) {
        if (parts.sizes[object_table] != 0) return errc::has_objects;
        parts.names = in.at();
        walk_names(in, parts.sizes[name_table]);
        return read_linked_code<P>(in, parts);
    } else {
        parts.names = in.at();
        walk_names(in, parts.sizes[name_table]);
        walk_objects<P::options.max_object_depth>(in, parts.sizes[object_table]);
        const bool native = h.architecture != isa::none;
        const raw_code root = walk_tree<P>(in, native, parts.sizes, totals);
        if (root.kind == code_kind::viper && !root.has_children && parts.sizes[object_table] == 0) {
            parts.sizes[code_section] = root.code_size;
            parts.sizes[rodata_section] = root.rodata_size;
            parts.sizes[bss_section] = root.bss_size;
            parts.code = root.code;
            parts.rodata = root.rodata;
            parts.relocations = root.relocations;
            parts.at = layout::of<typename P::arch>(parts.sizes);
        }
        return errc::none;
    }
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
    in.refuse(detail::read_image<P>(in, r->parts_, r->totals_));
    const std::uint8_t* const end = in.at();
    if (rest == trailing::refuse) in.expect_end();
    if (in.failed()) {
        r->parts_.code = r->parts_.relocations = nullptr;  // taken for verified all the same, it has nothing to load
        r.refuse(in.failure_from(image.begin()));
    } else {
        r->image_ = {image.begin(), end};
    }
    return r;
}

}  // namespace natload::inline v0
