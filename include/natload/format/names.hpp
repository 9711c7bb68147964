// SPDX-License-Identifier: MIT
#pragma once

#include <natload/core/cursor.hpp>

namespace natload::inline v0 {

/// Names 1 to 165 are static: the same in every host of version 6, and written as a number.
inline constexpr std::uint32_t static_names = 165;

namespace detail {

/// Whether text that a NUL follows is UTF-8 (RFC 3629): no stray or missing continuation, no longer form
/// than needed, no surrogate, nothing past U+10FFFF. No continuation, the NUL ends what a lead byte announces.
constexpr bool is_utf8(const std::uint8_t* at, const std::uint8_t* nul) {
    while (at != nul) {
        const std::uint32_t lead = *at++;
        if (lead < 0x80) continue;
        if (lead < 0xc2 || lead > 0xf4) return false;
        // A continuation for each further 1 at the top of the lead byte, whose bits stay on top of the value.
        std::uint32_t value = lead;
        for (std::uint32_t more = lead; (more & 0x40) != 0; more <<= 1) {
            const std::uint32_t bits = *at++ ^ 0x80u;
            if (bits > 0x3f) return false;
            value = value << 6 | bits;
        }
        if (value >> 11 == 0xe0 << 1) return false;           // 3 bytes for less than U+0800
        if (value >> 11 == (0xe0 << 1 | 0x1b)) return false;  // U+D800 to U+DFFF
        if (value >> 16 == 0xf0 << 2) return false;           // 4 bytes for less than U+10000
        if (value >> 16 > (0xf0 << 2 | 0x10)) return false;
    }
    return true;
}

}  // namespace detail

/// Checks a table of names. A text's NUL comes first: without it the length is in doubt.
constexpr void walk_names(cursor& in, std::uint32_t count) {
    for (; count != 0 && !in.failed(); --count) {
        const std::uint32_t head = in.vuint();
        const std::uint32_t length_or_number = head >> 1;
        if ((head & 1) != 0) {
            if (length_or_number - 1 >= static_names) in.refuse(errc::static_name);
            continue;
        }
        const std::uint8_t* const text = in.take(length_or_number);
        const std::uint8_t* const nul = in.at();
        if (in.byte() != 0) in.refuse(errc::missing_nul);
        if (!in.failed() && !detail::is_utf8(text, nul)) in.refuse_at(errc::encoding, text);
    }
}

/// Hands the names of a table that was checked to `host` and stores their numbers, 16 bits each, up to `end`.
/// Returns how far it came: `end`, unless the host was full.
template <class Arch, class Host>
[[gnu::always_inline]] constexpr std::uint8_t* number_names(cursor& in, std::uint8_t* at, const std::uint8_t* end, Host& host) {
    for (; at != end; at += sizeof(std::uint16_t)) {
        const std::uint32_t head = in.vuint();
        std::uint32_t number = head >> 1;
        if ((head & 1) == 0) {
            const std::uint8_t* const text = in.take(number);
            number = host.intern({text, in.at()});
            in.byte();  // the NUL
            if (number == 0) break;
        }
        store<std::uint16_t, Arch::byte_order>(at, static_cast<std::uint16_t>(number));
    }
    return at;
}

}  // namespace natload::inline v0
