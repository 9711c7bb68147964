// SPDX-License-Identifier: MIT
#pragma once

#include <natload/format/image_walk.hpp>
#include <natload/format/text.hpp>

namespace natload::inline v0 {

/// Checks a table of constant objects, tuples to a depth of MaxDepth, a lone object being one, and tells the walk of
/// each. Tells what there is against the field read last.
template <unsigned MaxDepth, class Walk>
[[gnu::always_inline]] constexpr errc walk_objects(Walk& walk, std::uint32_t count) {
    auto& in = walk.in;
    struct level {
        std::uint32_t left;  // objects to come
        [[no_unique_address]] typename Walk::open_tuple tuple;
    };
    level levels[MaxDepth];
    level* at = levels;
    *at = {count, typename Walk::open_tuple{}};
    for (;;) {
        while (at->left == 0) {
            if (at == levels) return errc::none;
            --at;
        }
        --at->left;
        const std::uint32_t number = in.byte();
        const auto type = static_cast<object_type>(number);
        if (number > static_cast<std::uint32_t>(object_type::tuple)) return errc::object_type;
        std::uint32_t size = 0;  // of a text in bytes, of a tuple in items
        if (type >= object_type::str) {
            size = in.vuint();
            if (type != object_type::tuple) {
                read_text(walk, size, static_cast<text_kind>(number - static_cast<std::uint32_t>(object_type::str)));
            }
        }
        const typename Walk::open_tuple made = walk.object(at->tuple, type, size);
        if (type != object_type::tuple || size == 0) continue;
        if (++at == levels + MaxDepth) {
            in.reread(in.at());
            return errc::object_depth;
        }
        *at = {size, made};
    }
}

}  // namespace natload::inline v0
