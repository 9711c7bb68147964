// SPDX-License-Identifier: MIT
#pragma once

#include <natload/format/image_walk.hpp>

namespace natload::inline v0 {

namespace detail {

/// The lead bytes of more than one: those below would make a longer form than needed, those above are for more than
/// there is.
inline constexpr std::uint32_t first_lead = 0xc2;
inline constexpr std::uint32_t last_lead = 0xf4;

/// Whether text that a NUL follows is UTF-8 (RFC 3629): no stray or missing continuation, no longer form
/// than needed, no surrogate, nothing past U+10FFFF. No continuation, the NUL ends what a lead byte announces.
/// With `ascii`, whether it is ASCII, whatever follows.
template <class Input>
constexpr bool is_text(const Input& in, typename Input::position at, typename Input::position nul, bool ascii) {
    while (at != nul) {
        const std::uint32_t lead = in[at];
        ++at;
        if (lead < 0x80) continue;
        std::uint32_t value = lead - first_lead;
        if (ascii || value > last_lead - first_lead) return false;
        // A continuation for each further 1 at the top of the lead byte, which stays on top of the value.
        for (std::uint32_t more = lead; (more & 0x40) != 0; more <<= 1) {
            const std::uint32_t bits = in[at++] - 0x80u;
            if (bits > 0x3f) return false;
            value = value << 6 | bits;
        }
        constexpr std::uint32_t of_three = (0xe0 - first_lead) << 12;  // what a lead byte without bits puts there
        constexpr std::uint32_t of_four = (0xf0 - first_lead) << 18;
        if (value >> 11 == of_three >> 11) return false;             // 3 bytes for less than U+0800
        if (value >> 11 == (of_three + 0xd800) >> 11) return false;  // U+D800 to U+DFFF
        if (value >> 16 == of_four >> 16) return false;              // 4 bytes for less than U+10000
        if (value >> 16 > (of_four + 0x100000) >> 16) return false;  // past U+10FFFF
    }
    return true;
}

}  // namespace detail

/// What the bytes of a name or an object are: the types of object that have any, from str on.
enum class text_kind : std::uint32_t {
    utf8,   // then a NUL
    data,   // anything, then a NUL
    ascii,  // a number as text; from here on all are
};

/// Reads bytes of a kind and checks them. They are then the last field. The NUL comes first: without it, the size is
/// in doubt.
template <class Walk>
constexpr void read_text(Walk& walk, std::uint32_t size, text_kind kind) {
    auto& in = walk.in;
    const auto text = walk.take_text(size);
    const auto end = in.at();
    if (kind <= text_kind::data && in.byte() != 0) return in.refuse(errc::missing_nul);
    in.reread(text);
    if (kind != text_kind::data && !walk.is_verified() &&
        !detail::is_text(in.input(), text, end, kind > text_kind::data)) {
        in.refuse(errc::encoding);
    }
}

}  // namespace natload::inline v0
