// SPDX-License-Identifier: MIT
#pragma once

#include <natload/link/fields.hpp>
#include <natload/link/relocation_type.hpp>

namespace natload::inline v0::link {

/// The types say little: which field an instruction has, and from where it counts, the instruction itself says.
enum class xtensa_field : std::uint8_t {
    none,
    word,         // added to what is there
    word_set,     // replaced
    instruction,  // of 24 or 16 bits
};

/// The relocations of Xtensa ELF files; encodings from the Xtensa ISA Reference Manual, chapter 7 (instruction
/// formats) and the pages of each instruction. DIFF, PDIFF and NDIFF mark differences that the assembler has filled in
/// and that only a linker which shortens code would have to change; ASM_EXPAND likewise marks long calls.
struct xtensa_relocations {
    using word = std::uint32_t;
    using field = xtensa_field;
    using type = relocation_type<field>;
    static constexpr bool explicit_addends = true;
    static constexpr type types[] = {
        {0, "R_XTENSA_NONE", formula::nothing, field::none, 0},
        {1, "R_XTENSA_32", formula::absolute, field::word, 4},
        {6, "R_XTENSA_PLT", formula::absolute, field::word, 4},
        {11, "R_XTENSA_ASM_EXPAND", formula::nothing, field::none, 0},
        {12, "R_XTENSA_ASM_SIMPLIFY", formula::nothing, field::none, 0},
        {14, "R_XTENSA_32_PCREL", formula::relative, field::word_set, 4},
        {17, "R_XTENSA_DIFF8", formula::nothing, field::none, 0},
        {18, "R_XTENSA_DIFF16", formula::nothing, field::none, 0},
        {19, "R_XTENSA_DIFF32", formula::nothing, field::none, 0},
        {20, "R_XTENSA_SLOT0_OP", formula::relative, field::instruction, 2},
        {57, "R_XTENSA_PDIFF8", formula::nothing, field::none, 0},
        {58, "R_XTENSA_PDIFF16", formula::nothing, field::none, 0},
        {59, "R_XTENSA_PDIFF32", formula::nothing, field::none, 0},
        {60, "R_XTENSA_NDIFF8", formula::nothing, field::none, 0},
        {61, "R_XTENSA_NDIFF16", formula::nothing, field::none, 0},
        {62, "R_XTENSA_NDIFF32", formula::nothing, field::none, 0},
    };

    /// Where the field of an instruction lies and which values it takes. Values count from 4 bytes behind the place
    /// unless the instruction is one of those that count from a word's boundary.
    struct operand {
        std::uint8_t size = 0;  // of the instruction; 0: one that names no address
        std::uint8_t low = 0;   // first bit of the field
        std::uint8_t bits = 0;
        std::uint8_t shift = 0;  // the field counts in units of 1 << shift
        enum : std::uint8_t { next, word_after, word_before } from = next;
        range limits;
    };

    static constexpr operand decode(const std::uint8_t* at) {
        const unsigned b0 = at[0], op0 = b0 & 15, n = b0 >> 4 & 3, m = b0 >> 6;
        switch (op0) {
            case 1: return {3, 8, 16, 2, operand::word_before, {-0x40000, -4}};  // L32R
            case 5: return {3, 6, 18, 2, operand::word_after, signed_bits(20)};  // CALL0, 4, 8, 12
            case 6:
                if (n == 0) return {3, 6, 18, 0, operand::next, signed_bits(18)};           // J
                if (n == 1) return {3, 12, 12, 0, operand::next, signed_bits(12)};          // BEQZ, BNEZ, BGEZ, BLTZ
                if (n == 2 || m >= 2) return {3, 16, 8, 0, operand::next, signed_bits(8)};  // BEQI ... BGEUI
                if (m == 1 && at[1] >> 4 <= 1) return {3, 16, 8, 0, operand::next, signed_bits(8)};  // BF, BT
                if (m == 1 && at[1] >> 4 >= 8 && at[1] >> 4 <= 10) {
                    return {3, 16, 8, 0, operand::next, unsigned_bits(8)};  // LOOP, LOOPNEZ, LOOPGTZ
                }
                return {};
            case 7: return {3, 16, 8, 0, operand::next, signed_bits(8)};  // BEQ, BNE, BALL, BBCI ...
            case 12:
                if ((b0 & 0x80) != 0) return {2, 0, 6, 0, operand::next, unsigned_bits(6)};  // BEQZ.N, BNEZ.N
                return {};
            default: return {};
        }
    }

    static constexpr bool is_l32r(const std::uint8_t* at) { return (at[0] & 15) == 1; }

    /// Instructions that count in words count from a word's boundary, before or behind their own address.
    static constexpr outcome write(field f, const target& to, std::int64_t value) {
        std::uint8_t* const at = to.at;
        if (f == field::word) put<std::uint32_t>(at, get<std::uint32_t>(at) + static_cast<std::uint64_t>(value));
        if (f == field::word_set) put<std::uint32_t>(at, static_cast<std::uint64_t>(value));
        if (f != field::instruction) return outcome::done;

        const operand o = decode(at);
        if (o.size == 0) return outcome::wrong_instruction;
        if (o.size > to.room) return outcome::outside;
        const auto past_word = static_cast<std::int64_t>(to.address & 3);
        switch (o.from) {
            case operand::next: value -= 4; break;
            case operand::word_after: value += past_word - 4; break;         // (P & ~3) + 4
            case operand::word_before: value -= (4 - past_word) & 3; break;  // (P + 3) & ~3
        }
        if (!o.limits.holds(value)) return outcome::out_of_range;
        if (value % (1 << o.shift) != 0) return outcome::misaligned;
        if (o.size == 2) {
            put<std::uint16_t>(at, 0xf030, slice(value, 3, 0) << 12 | slice(value, 5, 4) << 4);
            return outcome::done;
        }
        const std::uint32_t mask = ((1u << o.bits) - 1) << o.low;
        const std::uint32_t bits = slice(value, o.shift + o.bits - 1u, o.shift) << o.low;
        for (unsigned i = 0; i < 3; ++i) {
            put<std::uint8_t>(at + i, static_cast<std::uint8_t>(mask >> (8 * i)), bits >> (8 * i));
        }
        return outcome::done;
    }
};

}  // namespace natload::inline v0::link
