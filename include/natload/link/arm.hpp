// SPDX-License-Identifier: MIT
#pragma once

#include <natload/link/fields.hpp>
#include <natload/link/relocation_type.hpp>

namespace natload::inline v0::link {

/// Where ARM and Thumb instructions hold a value (ARM Architecture Reference Manual ARMv7-A/R, A5 and A6).
enum class arm_field : std::uint8_t {
    none,
    half,
    word,
    low_31,           // bit 31 is not ours
    arm_imm24,        // B, BL: words from the place
    arm_low_half,     // MOVW: imm4:imm12
    arm_high_half,    // MOVT
    thumb_imm24,      // BL, B.W: S:J1:J2:imm10:imm11, halfwords
    thumb_imm20,      // B<c>.W: S:J2:J1:imm6:imm11
    thumb_imm11,      // B.N
    thumb_imm8,       // B<c>.N
    thumb_low_half,   // MOVW.W: imm4:i:imm3:imm8
    thumb_high_half,  // MOVT.W
};

/// ELF for the Arm Architecture (AAELF32), 5.6.1: static relocations. A symbol's address has bit 0 set where it is
/// a Thumb function, so S stands for the document's S | T, and fields that do not want T drop bit 0.
/// TARGET1 means ABS32, as it does for every bare-metal toolchain. Branches stay in their instruction set.
struct arm_relocations {
    using word = std::uint32_t;
    using field = arm_field;
    using type = relocation_type<field>;
    static constexpr bool explicit_addends = false;
    static constexpr type types[] = {
        {0, "R_ARM_NONE", formula::nothing, field::none, 0},
        {2, "R_ARM_ABS32", formula::absolute, field::word, 4},
        {3, "R_ARM_REL32", formula::relative, field::word, 4},
        {5, "R_ARM_ABS16", formula::absolute, field::half, 2, bits(16)},
        {10, "R_ARM_THM_CALL", formula::relative, field::thumb_imm24, 4, signed_bits(25)},
        {24, "R_ARM_GOTOFF32", formula::from_got, field::word, 4},
        {25, "R_ARM_BASE_PREL", formula::got_relative, field::word, 4},
        {26, "R_ARM_GOT_BREL", formula::slot_from_got, field::word, 4},
        {28, "R_ARM_CALL", formula::relative, field::arm_imm24, 4, signed_bits(26), 4},
        {29, "R_ARM_JUMP24", formula::relative, field::arm_imm24, 4, signed_bits(26), 4},
        {30, "R_ARM_THM_JUMP24", formula::relative, field::thumb_imm24, 4, signed_bits(25)},
        {38, "R_ARM_TARGET1", formula::absolute, field::word, 4},
        {40, "R_ARM_V4BX", formula::nothing, field::none, 0},
        {42, "R_ARM_PREL31", formula::relative, field::low_31, 4, signed_bits(31)},
        {43, "R_ARM_MOVW_ABS_NC", formula::absolute, field::arm_low_half, 4},
        {44, "R_ARM_MOVT_ABS", formula::absolute, field::arm_high_half, 4},
        {45, "R_ARM_MOVW_PREL_NC", formula::relative, field::arm_low_half, 4},
        {46, "R_ARM_MOVT_PREL", formula::relative, field::arm_high_half, 4},
        {47, "R_ARM_THM_MOVW_ABS_NC", formula::absolute, field::thumb_low_half, 4},
        {48, "R_ARM_THM_MOVT_ABS", formula::absolute, field::thumb_high_half, 4},
        {49, "R_ARM_THM_MOVW_PREL_NC", formula::relative, field::thumb_low_half, 4},
        {50, "R_ARM_THM_MOVT_PREL", formula::relative, field::thumb_high_half, 4},
        {51, "R_ARM_THM_JUMP19", formula::relative, field::thumb_imm20, 4, signed_bits(21)},
        {96, "R_ARM_GOT_PREL", formula::slot_relative, field::word, 4},
        {102, "R_ARM_THM_JUMP11", formula::relative, field::thumb_imm11, 2, signed_bits(12)},
        {103, "R_ARM_THM_JUMP8", formula::relative, field::thumb_imm8, 2, signed_bits(9)},
    };

    /// Thumb's long branches count in halfwords and, as calls between instruction sets would need another instruction,
    /// reach Thumb functions only: bit 0 of the value, which tells, is dropped.
    static constexpr outcome write(field f, const target& to, std::int64_t value) {
        std::uint8_t* const at = to.at;
        switch (f) {
            case field::none: break;
            case field::half: put<std::uint16_t>(at, static_cast<std::uint64_t>(value)); break;
            case field::word: put<std::uint32_t>(at, static_cast<std::uint64_t>(value)); break;
            case field::low_31: put<std::uint32_t>(at, 0x7fffffff, slice(value, 30, 0)); break;
            case field::arm_imm24: put<std::uint32_t>(at, 0x00ffffff, slice(value, 25, 2)); break;
            case field::arm_low_half: put_arm_half(at, slice(value, 15, 0)); break;
            case field::arm_high_half: put_arm_half(at, slice(value, 31, 16)); break;
            case field::thumb_low_half: put_thumb_half(at, slice(value, 15, 0)); break;
            case field::thumb_high_half: put_thumb_half(at, slice(value, 31, 16)); break;
            case field::thumb_imm24: {
                const std::uint32_t s = slice(value, 24, 24);
                put<std::uint16_t>(at, 0x07ff, s << 10 | slice(value, 21, 12));
                put<std::uint16_t>(at + 2, 0x2fff,
                                   ((slice(value, 23, 23) ^ s ^ 1) << 13) | ((slice(value, 22, 22) ^ s ^ 1) << 11) |
                                       slice(value, 11, 1));
                break;
            }
            case field::thumb_imm20:
                put<std::uint16_t>(at, 0x043f, slice(value, 20, 20) << 10 | slice(value, 17, 12));
                put<std::uint16_t>(at + 2, 0x2fff,
                                   slice(value, 18, 18) << 13 | slice(value, 19, 19) << 11 | slice(value, 11, 1));
                break;
            case field::thumb_imm11: put<std::uint16_t>(at, 0x07ff, slice(value, 11, 1)); break;
            case field::thumb_imm8: put<std::uint16_t>(at, 0x00ff, slice(value, 8, 1)); break;
        }
        return outcome::done;
    }

    /// The addend that the place itself holds.
    static constexpr std::int64_t addend(field f, const std::uint8_t* at) {
        switch (f) {
            case field::none: return 0;
            case field::half: return sign_extend(get<std::uint16_t>(at), 16);
            case field::word: return sign_extend(get<std::uint32_t>(at), 32);
            case field::low_31: return sign_extend(get<std::uint32_t>(at), 31);
            case field::arm_imm24: return sign_extend(std::uint64_t{get<std::uint32_t>(at)} << 2, 26);
            case field::arm_low_half:
            case field::arm_high_half: {
                const std::uint32_t code = get<std::uint32_t>(at);
                return sign_extend((code >> 4 & 0xf000) | (code & 0xfff), 16);
            }
            case field::thumb_low_half:
            case field::thumb_high_half: {
                const std::uint32_t first = get<std::uint16_t>(at), second = get<std::uint16_t>(at + 2);
                return sign_extend((first & 0xf) << 12 | (first << 1 & 0x800) | (second >> 4 & 0x700) | (second & 0xff),
                                   16);
            }
            case field::thumb_imm24: {
                const std::uint32_t first = get<std::uint16_t>(at), second = get<std::uint16_t>(at + 2);
                const std::uint32_t s = first >> 10 & 1;
                const std::uint32_t i1 = (second >> 13 & 1) ^ s ^ 1, i2 = (second >> 11 & 1) ^ s ^ 1;
                return sign_extend(s << 24 | i1 << 23 | i2 << 22 | (first & 0x3ff) << 12 | (second & 0x7ff) << 1, 25);
            }
            case field::thumb_imm20: {
                const std::uint32_t first = get<std::uint16_t>(at), second = get<std::uint16_t>(at + 2);
                return sign_extend((first >> 10 & 1) << 20 | (second >> 11 & 1) << 19 | (second >> 13 & 1) << 18 |
                                       (first & 0x3f) << 12 | (second & 0x7ff) << 1,
                                   21);
            }
            case field::thumb_imm11: return sign_extend(std::uint64_t{get<std::uint16_t>(at)} << 1, 12);
            case field::thumb_imm8: return sign_extend(std::uint64_t{get<std::uint16_t>(at)} << 1, 9);
        }
        return 0;
    }

private:
    static constexpr void put_arm_half(std::uint8_t* at, std::uint32_t v) {
        put<std::uint32_t>(at, 0x000f0fff, (v & 0xf000) << 4 | (v & 0xfff));
    }
    static constexpr void put_thumb_half(std::uint8_t* at, std::uint32_t v) {
        put<std::uint16_t>(at, 0x040f, v >> 12 | (v >> 1 & 0x400));
        put<std::uint16_t>(at + 2, 0x70ff, (v << 4 & 0x7000) | (v & 0xff));
    }
};

}  // namespace natload::inline v0::link
