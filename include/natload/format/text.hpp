// SPDX-License-Identifier: MIT
#pragma once

#include <natload/core/cursor.hpp>

namespace natload::inline v0 {

namespace detail {

/// Whether text that a NUL follows is UTF-8 (RFC 3629): no stray or missing continuation, no longer form
/// than needed, no surrogate, nothing past U+10FFFF. No continuation, the NUL ends what a lead byte announces.
/// With `ascii`, whether it is ASCII, whatever follows.
constexpr bool is_text(const std::uint8_t* at, const std::uint8_t* nul, bool ascii = false) {
    while (at != nul) {
        const std::uint32_t lead = *at;
        ++at;
        if ((lead & 0x80) == 0) continue;
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

/// What the bytes of a name or an object are.
enum class text_kind : std::uint8_t {
    utf8,   // then a NUL
    data,   // anything, then a NUL
    ascii,  // a number as text
};

/// Reads bytes of a kind and checks them. They are then the last field. The NUL comes first: without it, the size is
/// in doubt.
constexpr void read_text(cursor& in, std::uint32_t size, text_kind kind) {
    const std::uint8_t* const text = in.take(size);
    const std::uint8_t* const end = in.at();
    if (kind != text_kind::ascii && in.byte() != 0) return in.refuse(errc::missing_nul);
    in.reread(text);
    if (kind != text_kind::data && !detail::is_text(text, end, kind == text_kind::ascii)) in.refuse(errc::encoding);
}

}  // namespace natload::inline v0
