// SPDX-License-Identifier: MIT
#pragma once

#include <natload/core/cursor.hpp>

namespace natload::inline v0 {

/// What stands in front of bytecode and behind the machine code of a Python function.
struct prelude {
    std::uint32_t state_slots = 0;      // locals and stack
    std::uint32_t exception_slots = 0;
    std::uint32_t scope_flags = 0;      // 1 generator, 2 **keywords, 4 *arguments, 8 default keywords
    std::uint32_t positional = 0;       // arguments
    std::uint32_t keyword_only = 0;
    std::uint32_t defaults = 0;         // of positional arguments
    std::uint32_t cells = 0;
    std::uint32_t source_info_size = 0;
    const std::uint8_t* source_info = nullptr;  // names of the function and its arguments, line table
    const std::uint8_t* cells_at = nullptr;     // one byte each; opcodes follow
};

inline constexpr std::uint32_t generator_flag = 1;

/// Reads a prelude at the start of a piece of code and checks it against the module's number of names.
/// The cursor ends with the code, and ends behind the cells. All its errors are errc::prelude.
constexpr prelude read_prelude(cursor& in, std::uint32_t names) {
    prelude p;
    const std::uint8_t* const signature = in.at();
    unsigned bits = in.byte();
    p.state_slots = bits >> 3 & 15;
    p.exception_slots = bits >> 2 & 1;
    p.positional = bits & 3;
    for (unsigned n = 0; (bits & 0x80) != 0; ++n) {
        if (n == 7 || in.at_end()) {  // 8 bytes at most
            in.refuse_at(errc::prelude, signature);
            break;
        }
        bits = in.byte();
        p.state_slots |= (bits & 0x30) << 2 * n;
        p.exception_slots |= (bits & 0x02) << n;
        p.scope_flags |= (bits & 0x40) >> 6 << n;
        p.positional |= (bits & 0x04) << n;
        p.keyword_only |= (bits & 0x08) >> 3 << n;
        p.defaults |= (bits & 0x01) << n;
    }
    p.state_slots += 1;
    if (p.scope_flags > 15) in.refuse_at(errc::prelude, signature);

    const std::uint8_t* const sizes = in.at();
    bits = 0x80;
    for (unsigned n = 0; (bits & 0x80) != 0; ++n) {
        if (n == 5 || in.at_end()) {  // 5 bytes at most
            in.refuse_at(errc::prelude, sizes);
            break;
        }
        bits = in.byte();
        p.source_info_size |= (bits & 0x7e) >> 1 << 6 * n;
        p.cells |= (bits & 1) << n;
    }

    // The source info starts with the names, by module-local number.
    p.source_info = in.take(p.source_info_size);
    cursor info(p.source_info, in.at());
    for (std::uint32_t n = 1 + p.positional + p.keyword_only; n != 0 && !info.failed(); --n) {
        if (info.vuint() >= names) info.refuse(errc::prelude);
    }
    if (info.failed()) in.refuse_at(errc::prelude, info.wrong_field());

    p.cells_at = in.take(p.cells);
    return p;
}

}  // namespace natload::inline v0
