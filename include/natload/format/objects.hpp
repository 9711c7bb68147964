// SPDX-License-Identifier: MIT
#pragma once

#include <natload/core/cursor.hpp>
#include <natload/format/names.hpp>

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

namespace detail {

constexpr bool is_ascii(const std::uint8_t* at, const std::uint8_t* end) {
    for (; at != end; ++at) {
        if (*at >= 0x80) return false;
    }
    return true;
}

}  // namespace detail

/// Checks a table of constant objects, tuples to a depth of MaxDepth, a lone object being one.
template <unsigned MaxDepth>
constexpr void walk_objects(cursor& in, std::uint32_t count) {
    std::uint32_t left[MaxDepth] = {count};  // objects to come, a level each
    unsigned depth = 0;
    while (!in.failed()) {
        if (left[depth] == 0) {
            if (depth == 0) return;
            --depth;
            continue;
        }
        --left[depth];
        const auto type = static_cast<object_type>(in.byte());
        if (type == object_type::tuple) {
            const std::uint32_t items = in.vuint();
            if (items == 0) continue;
            if (depth + 1 == MaxDepth) return in.refuse_at(errc::object_depth, in.at());
            left[++depth] = items;
        } else if (type > object_type::tuple) {
            in.refuse(errc::object_type);
        } else if (type >= object_type::str) {
            const std::uint8_t* const text = in.take(in.vuint());
            const std::uint8_t* const end = in.at();
            if (type <= object_type::bytes && in.byte() != 0) in.refuse(errc::missing_nul);
            if (in.failed()) return;
            const bool encoded = type == object_type::str     ? detail::is_utf8(text, end)
                                 : type == object_type::bytes ? true
                                                              : detail::is_ascii(text, end);
            if (!encoded) in.refuse_at(errc::encoding, text);
        }
    }
}

}  // namespace natload::inline v0
