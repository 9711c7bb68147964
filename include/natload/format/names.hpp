// SPDX-License-Identifier: MIT
#pragma once

#include <natload/core/cursor.hpp>

namespace natload::inline v0 {

/// Names 1 to 165 are static: the same in every host of version 6, and written as a number.
inline constexpr std::uint32_t static_names = 165;

namespace detail {

/// Whether text that a NUL follows is UTF-8 (RFC 3629): no stray or missing continuation, no longer form
/// than needed, no surrogate, nothing past U+10FFFF. No continuation, the NUL ends what a lead byte announces.
/// With `ascii`, whether it is ASCII, whatever follows.
constexpr bool is_text(const std::uint8_t* at, const std::uint8_t* nul, bool ascii = false) {
    while (at != nul) {
        const std::uint32_t lead = *at++;
        if (lead < 0x80) continue;
        if (ascii || lead < 0xc2 || lead > 0xf4) return false;
        // A continuation for each further 1 at the top of the lead byte, whose bits stay on top of the value.
        std::uint32_t value = lead & 0x3f;
        for (std::uint32_t more = lead; (more & 0x40) != 0; more <<= 1) {
            const std::uint32_t bits = *at++ ^ 0x80u;
            if (bits > 0x3f) return false;
            value = value << 6 | bits;
        }
        if (value >> 11 == 0x20 << 1) return false;           // 3 bytes for less than U+0800
        if (value >> 11 == (0x20 << 1 | 0x1b)) return false;  // U+D800 to U+DFFF
        if (value >> 16 == 0x30 << 2) return false;           // 4 bytes for less than U+10000
        if (value >> 16 > (0x30 << 2 | 0x10)) return false;
    }
    return true;
}

}  // namespace detail

/// Reads a name and checks it: a static name's number twice plus 1, or a text's length twice, the text, and a NUL.
/// Returns a static name's number; 0 for a text, which is then the last field and ends a byte before the cursor.
/// A text's NUL comes first: without it the length is in doubt. Of a verified image, a text's bytes need no check.
constexpr std::uint32_t read_name(cursor& in, bool is_verified) {
    const std::uint32_t head = in.vuint();
    const std::uint32_t number = head >> 1;
    if ((head & 1) != 0) {
        if (number - 1 < static_names) return number;
        in.refuse(errc::static_name);
        return 0;
    }
    const std::uint8_t* const text = in.take(number);
    const std::uint8_t* const nul = in.at();
    if (in.byte() != 0) {
        in.refuse(errc::missing_nul);
        return 0;
    }
    in.reread(text);
    if (!is_verified && !detail::is_text(text, nul)) in.refuse(errc::encoding);
    return 0;
}

}  // namespace natload::inline v0
