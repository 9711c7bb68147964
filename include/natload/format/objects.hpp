// SPDX-License-Identifier: MIT
#pragma once

#include <natload/format/image_walk.hpp>
#include <natload/format/text.hpp>

namespace natload::inline v0 {

/// Checks a table of constant objects, tuples to a depth of MaxDepth, a lone object being one, and tells the walk of
/// each. False: what it refuses, for which reason.
template <unsigned MaxDepth, class Walk>
[[gnu::always_inline]] constexpr bool walk_objects(Walk& walk, std::uint32_t count, reason& why) {
    auto& in = walk.in;
    struct level {
        std::uint32_t left;  // objects to come, where a tuple is open
        [[no_unique_address]] typename Walk::open_tuple tuple;
    };
    level levels[MaxDepth + 1];  // that of an empty tuple is one more
    level* at = levels;
    at->left = count;
    at->tuple = {};
    for (;;) {
        while (at->left == 0) {
            if (at == levels) return true;
            --at;
        }
        if (at == levels + MaxDepth) {
            why = errc::object_depth;
            return false;
        }
        --at->left;
        why = errc::object_type;
        const std::uint32_t type = in.byte();
        if (type > static_cast<std::uint32_t>(object_type::tuple)) return false;
        std::uint32_t size = 0;  // of a text in bytes, of a tuple in items
        const bool is_tuple = type == static_cast<std::uint32_t>(object_type::tuple);
        if (type >= static_cast<std::uint32_t>(object_type::str)) {
            size = in.vuint();
            if (!is_tuple) {
                read_text(walk, size, static_cast<text_kind>(type - static_cast<std::uint32_t>(object_type::str)));
            }
        }
        size = hidden(size);
        if (!walk.object(at->tuple, (at + 1)->tuple, static_cast<object_type>(type), size, why)) return false;
        if (!is_tuple) continue;
        ++at;
        at->left = size;
    }
}

}  // namespace natload::inline v0
