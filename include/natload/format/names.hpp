// SPDX-License-Identifier: MIT
#pragma once

#include <natload/core/section.hpp>
#include <natload/format/text.hpp>

namespace natload::inline v0 {

/// Names 1 to 165 are static: the same in every host of version 6, and written as a number.
inline constexpr std::uint32_t static_names = 165;

/// Reads a name and checks it: a static name's number twice plus 1, or a text's length twice, the text, and a NUL.
/// Returns a static name's number; 0 for a text, which is then the last field and ends a byte before the cursor.
template <class Walk>
constexpr std::uint32_t read_name(Walk& walk) {
    auto& in = walk.in;
    const std::uint32_t head = in.vuint();
    const std::uint32_t number = head >> 1;
    if ((head & 1) != 0) {
        if (number - 1 < static_names) return number;
        in.refuse(errc::static_name);
    } else {
        read_text(walk, number, text_kind::utf8);
    }
    return 0;
}

}  // namespace natload::inline v0
