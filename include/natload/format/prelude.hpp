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

template <class Cursor>
constexpr basic_prelude<typename Cursor::position> refuse_prelude(Cursor& in) {
    in.refuse(errc::prelude);
    return {};
}

}  // namespace detail

/// Reads a prelude at the start of a piece of code and checks it against the module's number of names.
/// The cursor ends with the code, and ends behind the cells. All its errors are errc::prelude; what it returns
/// with one is not to be used.
template <class Cursor>
[[gnu::always_inline]] constexpr basic_prelude<typename Cursor::position> read_prelude(Cursor& in,
                                                                                       std::uint32_t names) {
    std::uint32_t bits = in.byte();
    std::uint32_t state_slots = bits >> 3 & 15;
    std::uint32_t exception_slots = bits >> 2 & 1;
    std::uint32_t scope_flags = 0;
    std::uint32_t positional = bits & 3;
    std::uint32_t keyword_only = 0;
    std::uint32_t defaults = 0;
    for (unsigned n = 0; (bits & 0x80) != 0; ++n) {
        if (n == 7) return detail::refuse_prelude(in);  // 8 bytes at most
        bits = in.next_byte();
        state_slots |= (bits & 0x30) << 2 * n;
        exception_slots |= (bits & 0x02) << n;
        scope_flags |= (bits & 0x40) >> 6 << n;
        positional |= (bits & 0x04) << n;
        keyword_only |= (bits & 0x08) >> 3 << n;
        defaults |= (bits & 0x01) << n;
    }
    if (scope_flags > 15) return detail::refuse_prelude(in);

    bits = in.byte();
    std::uint32_t source_info_size = bits >> 1 & 0x3f;
    std::uint32_t cells = bits & 1;
    for (unsigned n = 1; (bits & 0x80) != 0; ++n) {
        if (n == 5) return detail::refuse_prelude(in);  // 5 bytes at most
        bits = in.next_byte();
        source_info_size += (bits >> 1 & 0x3f) << 6 * n;
        cells += (bits & 1) << n;
    }

    // The source info starts with the names, by module-local number.
    const auto source_info = in.take(source_info_size);
    const auto end = in.at();
    in.seek(source_info);
    for (std::uint32_t left = 1 + positional + keyword_only; left != 0; --left) {
        if (in.vuint() >= names || in.at() > end) return detail::refuse_prelude(in);
    }
    in.seek(end);
    const auto cells_at = in.take(cells);
    return {state_slots + 1, exception_slots, scope_flags,      positional,  keyword_only,
            defaults,        cells,           source_info_size, source_info, cells_at};
}

}  // namespace natload::inline v0
