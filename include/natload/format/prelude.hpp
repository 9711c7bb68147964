// SPDX-License-Identifier: MIT
#pragma once

#include <natload/core/cursor.hpp>

namespace natload::inline v0 {

/// What stands in front of bytecode and behind the machine code of a Python function.
template <class Position>
struct basic_prelude {
    std::uint32_t state_slots = 0;  // locals and stack
    std::uint32_t exception_slots = 0;
    std::uint32_t scope_flags = 0;  // 1 generator, 2 **keywords, 4 *arguments, 8 default keywords
    std::uint32_t positional = 0;   // arguments
    std::uint32_t keyword_only = 0;
    std::uint32_t defaults = 0;  // of positional arguments
    std::uint32_t cells = 0;
    std::uint32_t source_info_size = 0;
    Position source_info{};  // names of the function and its arguments, line table
    Position cells_at{};     // one byte each; opcodes follow
};
using prelude = basic_prelude<const std::uint8_t*>;

inline constexpr std::uint32_t generator_flag = 1;

namespace detail {

/// Reads a prelude at the start of a piece of code and checks it against the module's number of names; false: the field
/// that was read last is wrong. The cursor ends with the code, and ends behind the cells.
template <class Cursor>
[[gnu::always_inline]] constexpr bool read_prelude(Cursor& in, std::uint32_t names,
                                                   basic_prelude<typename Cursor::position>& p) {
    std::uint32_t bits = in.byte();
    p.state_slots = bits >> 3 & 15;
    p.exception_slots = bits >> 2 & 1;
    p.positional = bits & 3;
    std::uint32_t named = 1 + (bits & 3);  // the function and its arguments
    for (unsigned n = 0; (bits & 0x80) != 0; ++n) {
        if (n == 7) return false;  // 8 bytes at most
        bits = in.next_byte();
        p.state_slots |= (bits & 0x30) << 2 * n;
        p.exception_slots |= (bits & 0x02) << n;
        p.scope_flags |= (bits >> 6 & 1) << n;
        p.positional |= (bits & 0x04) << n;
        p.keyword_only |= (bits >> 3 & 1) << n;
        p.defaults |= (bits & 0x01) << n;
        named += (hidden(bits & 0x04) + (bits >> 3 & 1)) << n;
    }
    ++p.state_slots;
    if (p.scope_flags > 15) return false;

    in.reread(in.at());
    for (unsigned n = 0;; ++n) {
        if (n == 5) return false;  // 5 bytes at most
        bits = in.next_byte();
        p.source_info_size += (bits >> 1 & 0x3f) << 3 * n << 3 * n;  // by 6: two shifts are shorter than a product
        p.cells += (bits & 1) << n;
        if ((bits & 0x80) == 0) break;
    }

    // The source info starts with the names, by module-local number.
    p.source_info = in.take(p.source_info_size);
    const auto end = in.at();
    in.seek(p.source_info);
    do {
        if (in.vuint() >= names || in.at() > end) return false;
    } while (--named != 0);
    in.seek(end);
    p.cells_at = in.take(p.cells);
    return !in.failed();
}

}  // namespace detail

/// Reads a prelude at the start of a piece of code and checks it against the module's number of names.
/// The cursor ends with the code, and ends behind the cells. All its errors are errc::prelude; what it returns
/// with one is not to be used.
template <class Cursor>
constexpr basic_prelude<typename Cursor::position> read_prelude(Cursor& in, std::uint32_t names) {
    basic_prelude<typename Cursor::position> p;
    if (!detail::read_prelude(in, names, p)) {
        in.refuse(errc::prelude);
        in.overrule(errc::prelude);
    }
    return p;
}

}  // namespace natload::inline v0
