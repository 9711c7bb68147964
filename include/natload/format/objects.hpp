// SPDX-License-Identifier: MIT
#pragma once

#include <natload/core/object_type.hpp>
#include <natload/format/text.hpp>

namespace natload::inline v0 {

/// A walk with nobody to tell of objects.
struct no_object_visitor {
    constexpr errc object(object_type, bytes) { return errc::none; }
    constexpr errc tuple(std::uint32_t) { return errc::none; }
    constexpr void end_tuple() {}
};

/// Checks a table of constant objects, tuples to a depth of MaxDepth, a lone object being one, and tells a visitor of
/// each: object(type, text), or tuple(items), the items, end_tuple(). A tuple without items has no end.
/// Tells what there is against the field read last.
template <unsigned MaxDepth, class Visitor>
constexpr errc walk_objects(cursor& in, std::uint32_t count, Visitor& visitor) {
    std::uint32_t levels[MaxDepth];  // objects to come, a level each
    std::uint32_t* left = levels;
    *left = count;
    for (;;) {
        while (*left == 0) {
            if (left == levels) return errc::none;
            --left;
            visitor.end_tuple();
        }
        --*left;
        const std::uint32_t number = in.byte();
        const auto type = static_cast<object_type>(number);
        if (number > static_cast<std::uint32_t>(object_type::tuple)) return errc::object_type;
        bytes text;
        if (type == object_type::tuple) {
            const std::uint32_t items = in.vuint();
            if (const errc why = visitor.tuple(items); why != errc::none) return why;
            if (items == 0) continue;
            if (++left == levels + MaxDepth) {
                in.reread(in.at());
                return errc::object_depth;
            }
            *left = items;
            continue;
        }
        if (type >= object_type::str) {
            const text_kind kind = type == object_type::str     ? text_kind::utf8
                                   : type == object_type::bytes ? text_kind::data
                                                                : text_kind::ascii;
            const std::uint32_t size = in.vuint();
            read_text(in, size, kind);
            if (!in.failed()) text = {in.field(), size};
        }
        if (const errc why = visitor.object(type, text); why != errc::none) return why;
    }
}

}  // namespace natload::inline v0
