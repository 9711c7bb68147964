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
enum class trailing : std::uint8_t { refuse, accept };

namespace detail {

/// Whether a machine with wide addresses gave more than an image can be; others can't.
constexpr bool is_too_large(bytes image) {
    if constexpr (sizeof(std::size_t) > sizeof(std::uint32_t)) {
        return image.size() > max_image_size;
    } else {
        return false;
    }
}

/// Reads an image; false: what platform P has something against, the field read last, and what.
template <class P, class Walk>
[[gnu::always_inline]] constexpr bool read_image(Walk& walk, trailing rest, reason& why) {
    auto& in = walk.in;
    auto& parts = walk.parts;
    header h;
    if (!read_header<P>(in, h, why)) [[unlikely]]
        return false;
    parts.sizes[name_table] = in.vuint();
    if constexpr (P::options.scope == scope::linked) {
        why = errc::has_objects;
        if (in.vuint() != 0) [[unlikely]]
            return false;
    } else {
        parts.sizes[object_table] = in.vuint();
    }
    walk.tables(parts.sizes[name_table], parts.sizes[object_table]);
    for (std::uint32_t n = parts.sizes[name_table]; n != 0; --n) {
        if (in.failed()) [[unlikely]]
            return false;
        if (!walk.name(read_name(walk), why)) return false;
    }
    if constexpr (P::options.scope == scope::linked) {
        if (!read_linked_code<P>(walk, why)) [[unlikely]]
            return false;
    } else {
        const bool native = h.architecture != isa::none;
        if (!walk_objects<P::options.max_object_depth>(walk, parts.sizes[object_table], why)) [[unlikely]]
            return false;
        if (!walk_tree<P>(walk, native, why)) [[unlikely]]
            return false;
    }
    why = errc::trailing_bytes;
    in.reread(in.at());
    return rest == trailing::accept || in.at_end();
}

/// The same, and refuses it.
template <class P, class Walk>
[[gnu::always_inline]] constexpr void read_image(Walk& walk, trailing rest) {
    reason why;
    if (!read_image<P>(walk, rest, why)) walk.in.refuse(why);
}

constexpr platform_options with_scope(platform_options o, scope s) {
    o.scope = s;
    return o;
}

}  // namespace detail

template <class P>
class verified;
namespace detail {
template <class P>
constexpr result<verified<P>> verify(const std::uint8_t* begin, const std::uint8_t* end, trailing rest);
}

/// An image that passed every check for platform P. Only verify() makes one, and only one can be loaded.
/// It views the image, whose bytes must stay as they are while it is used.
template <class P>
class verified {
public:
    /// What the format accounts for; shorter than what was given where data trails.
    constexpr bytes image() const { return image_; }

    /// Whether it is a linked module: one raw code of kind viper, no objects. Always so in scope `linked`.
    constexpr bool linked() const {
        return image_.data() != nullptr && (P::options.scope == scope::linked || parts_.code != nullptr);
    }

    /// The parts of a linked module; of any other image only the names and the sizes of its tables.
    constexpr const module_parts& parts() const { return parts_; }

    /// Sums over all raw codes. Walks the image again.
    constexpr tree_totals totals() const {
        using all = platform<typename P::arch, detail::with_scope(P::options, scope::all)>;
        detail::count_totals<typename P::arch> walk{{cursor(image_)}, {}};
        detail::read_image<all>(walk, trailing::refuse);
        return walk.totals;
    }

private:
    friend class result<verified>;
    template <class Q>
    friend constexpr result<verified<Q>> detail::verify(const std::uint8_t*, const std::uint8_t*, trailing);

    constexpr verified() = default;

    bytes image_;
    module_parts parts_ = {};
};

namespace detail {

/// verify(), between two addresses: a `bytes` by value would go through memory.
template <class P>
constexpr result<verified<P>> verify(const std::uint8_t* begin, const std::uint8_t* end, trailing rest) {
    result<verified<P>> r;
    image_walk<typename P::arch> walk{cursor(begin, end)};
    read_image<P>(walk, rest);
    if (walk.in.failed()) {
        r.refuse(walk.in.failure_from(begin));
    } else {
        r->image_ = {begin, walk.in.at()};
        r->parts_ = walk.parts;
        if (!r->linked()) r->parts_.keep_tables();
    }
    return r;
}

}  // namespace detail

/// The two sides of any refusal by verify() that has two: of a header's, or of the float ABI; else zeros.
template <class P>
constexpr expectation explain(bytes image, error why) {
    if (why.code != errc::float_abi || why.offset > image.size()) return explain<P>(image, why.code);
    cursor in(image.begin() + why.offset, image.end());
    return {static_cast<std::uint32_t>(P::options.float_abi), static_cast<std::uint32_t>(float_abi_of(in.vuint()))};
}

/// Walks a whole image once and checks every rule of the format for platform P.
/// Allocates and writes nothing; time is linear in the image; the stack is bounded.
/// Errors: those above `Plan` in errc and, in scope `all`, of trees, with the offset of the field that is wrong.
template <class P>
constexpr result<verified<P>> verify(bytes image, trailing rest = trailing::refuse) {
    if (detail::is_too_large(image)) return errc::image_too_large;
    return detail::verify<P>(image.begin(), image.end(), rest);
}

}  // namespace natload::inline v0
