// SPDX-License-Identifier: MIT
#pragma once

#include <natload/format/text.hpp>

namespace natload::inline v0 {

enum class object_type : std::uint8_t {
    host_table = 0,  // the host's function table
    none = 1,
    false_value = 2,
    true_value = 3,
    ellipsis = 4,
    str = 5,
    bytes = 6,
    integer = 7,   // as text; its grammar is the host's
    floating = 8,  // as text
    complex = 9,   // as text
    tuple = 10,
};

/// Checks a table of constant objects, tuples to a depth of MaxDepth, a lone object being one.
template <unsigned MaxDepth>
constexpr void walk_objects(cursor& in, std::uint32_t count) {
    std::uint32_t levels[MaxDepth];  // objects to come, a level each
    std::uint32_t* left = levels;
    *left = count;
    for (;;) {
        while (*left == 0) {
            if (left == levels) return;
            --left;
        }
        --*left;
        const std::uint32_t number = in.byte();
        const auto type = static_cast<object_type>(number);
        if (number > static_cast<std::uint32_t>(object_type::tuple)) return in.refuse(errc::object_type);
        if (type == object_type::tuple) {
            const std::uint32_t items = in.vuint();
            if (items == 0) continue;
            if (++left == levels + MaxDepth) return in.refuse_at(errc::object_depth, in.at());
            *left = items;
        } else if (type >= object_type::str) {
            const text_kind kind = type == object_type::str     ? text_kind::utf8
                                   : type == object_type::bytes ? text_kind::data
                                                                : text_kind::ascii;
            read_text(in, in.vuint(), kind);
        }
    }
}

}  // namespace natload::inline v0
