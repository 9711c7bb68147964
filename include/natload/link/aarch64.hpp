// SPDX-License-Identifier: MIT
#pragma once

#include <natload/link/fields.hpp>
#include <natload/link/relocation_type.hpp>

namespace natload::inline v0::link {

/// Where A64 instructions and data hold a value (Arm Architecture Reference Manual for A-profile, C4.1 and C6.2).
enum class aarch64_field : std::uint8_t {
    none,
    half,
    word,
    doubleword,
    move_0,  // MOVZ, MOVK, MOVN: bits 15 to 0 ...
    move_1,
    move_2,
    move_3,         // ... to 63 to 48
    move_signed_0,  // MOVZ or, for a negative value, MOVN
    move_signed_1,
    move_signed_2,
    move_signed_3,
    adr,     // ADR: immhi:immlo
    adrp,    // ADRP: the same, in pages
    low_12,  // ADD, and loads and stores of a byte
    low_12_by_2,
    low_12_by_4,
    low_12_by_8,
    low_12_by_16,
    page_15_by_8,
    imm14,  // TBZ, TBNZ
    imm19,  // B.cond, CBZ, LDR literal
    imm26,  // B, BL
};

/// ELF for the Arm 64-bit Architecture (AAELF64), 5.7: static relocations of LP64.
struct aarch64_relocations {
    using word = std::uint64_t;
    using field = aarch64_field;
    using type = relocation_type<field>;
    static constexpr bool explicit_addends = true;
    static constexpr type types[] = {
        {0, "R_AARCH64_NONE", formula::nothing, field::none, 0},
        {257, "R_AARCH64_ABS64", formula::absolute, field::doubleword, 8},
        {258, "R_AARCH64_ABS32", formula::absolute, field::word, 4, bits(32)},
        {259, "R_AARCH64_ABS16", formula::absolute, field::half, 2, bits(16)},
        {260, "R_AARCH64_PREL64", formula::relative, field::doubleword, 8},
        {261, "R_AARCH64_PREL32", formula::relative, field::word, 4, bits(32)},
        {262, "R_AARCH64_PREL16", formula::relative, field::half, 2, bits(16)},
        {263, "R_AARCH64_MOVW_UABS_G0", formula::absolute, field::move_0, 4, unsigned_bits(16)},
        {264, "R_AARCH64_MOVW_UABS_G0_NC", formula::absolute, field::move_0, 4},
        {265, "R_AARCH64_MOVW_UABS_G1", formula::absolute, field::move_1, 4, unsigned_bits(32)},
        {266, "R_AARCH64_MOVW_UABS_G1_NC", formula::absolute, field::move_1, 4},
        {267, "R_AARCH64_MOVW_UABS_G2", formula::absolute, field::move_2, 4, unsigned_bits(48)},
        {268, "R_AARCH64_MOVW_UABS_G2_NC", formula::absolute, field::move_2, 4},
        {269, "R_AARCH64_MOVW_UABS_G3", formula::absolute, field::move_3, 4},
        {270, "R_AARCH64_MOVW_SABS_G0", formula::absolute, field::move_signed_0, 4, signed_bits(17)},
        {271, "R_AARCH64_MOVW_SABS_G1", formula::absolute, field::move_signed_1, 4, signed_bits(33)},
        {272, "R_AARCH64_MOVW_SABS_G2", formula::absolute, field::move_signed_2, 4, signed_bits(49)},
        {273, "R_AARCH64_LD_PREL_LO19", formula::relative, field::imm19, 4, signed_bits(21), 4},
        {274, "R_AARCH64_ADR_PREL_LO21", formula::relative, field::adr, 4, signed_bits(21)},
        {275, "R_AARCH64_ADR_PREL_PG_HI21", formula::page_relative, field::adrp, 4, signed_bits(33)},
        {276, "R_AARCH64_ADR_PREL_PG_HI21_NC", formula::page_relative, field::adrp, 4},
        {277, "R_AARCH64_ADD_ABS_LO12_NC", formula::absolute, field::low_12, 4},
        {278, "R_AARCH64_LDST8_ABS_LO12_NC", formula::absolute, field::low_12, 4},
        {279, "R_AARCH64_TSTBR14", formula::relative, field::imm14, 4, signed_bits(16), 4},
        {280, "R_AARCH64_CONDBR19", formula::relative, field::imm19, 4, signed_bits(21), 4},
        {282, "R_AARCH64_JUMP26", formula::relative, field::imm26, 4, signed_bits(28), 4},
        {283, "R_AARCH64_CALL26", formula::relative, field::imm26, 4, signed_bits(28), 4},
        {284, "R_AARCH64_LDST16_ABS_LO12_NC", formula::absolute, field::low_12_by_2, 4, any_value, 2},
        {285, "R_AARCH64_LDST32_ABS_LO12_NC", formula::absolute, field::low_12_by_4, 4, any_value, 4},
        {286, "R_AARCH64_LDST64_ABS_LO12_NC", formula::absolute, field::low_12_by_8, 4, any_value, 8},
        {287, "R_AARCH64_MOVW_PREL_G0", formula::relative, field::move_signed_0, 4, signed_bits(17)},
        {288, "R_AARCH64_MOVW_PREL_G0_NC", formula::relative, field::move_0, 4},
        {289, "R_AARCH64_MOVW_PREL_G1", formula::relative, field::move_signed_1, 4, signed_bits(33)},
        {290, "R_AARCH64_MOVW_PREL_G1_NC", formula::relative, field::move_1, 4},
        {291, "R_AARCH64_MOVW_PREL_G2", formula::relative, field::move_signed_2, 4, signed_bits(49)},
        {292, "R_AARCH64_MOVW_PREL_G2_NC", formula::relative, field::move_2, 4},
        {293, "R_AARCH64_MOVW_PREL_G3", formula::relative, field::move_signed_3, 4},
        {299, "R_AARCH64_LDST128_ABS_LO12_NC", formula::absolute, field::low_12_by_16, 4, any_value, 16},
        {309, "R_AARCH64_GOT_LD_PREL19", formula::slot_relative, field::imm19, 4, signed_bits(21), 4},
        {311, "R_AARCH64_ADR_GOT_PAGE", formula::slot_page_relative, field::adrp, 4, signed_bits(33)},
        {312, "R_AARCH64_LD64_GOT_LO12_NC", formula::slot, field::low_12_by_8, 4, any_value, 8},
        {313, "R_AARCH64_LD64_GOTPAGE_LO15", formula::slot_from_got_page, field::page_15_by_8, 4, unsigned_bits(15), 8},
    };

    static constexpr outcome write(field f, const target& to, std::int64_t value) {
        std::uint8_t* const at = to.at;
        const auto v = static_cast<std::uint64_t>(value);
        switch (f) {
            case field::none: break;
            case field::half: put<std::uint16_t>(at, v); break;
            case field::word: put<std::uint32_t>(at, v); break;
            case field::doubleword: put<std::uint64_t>(at, v); break;
            case field::move_0: put_move(at, slice(value, 15, 0)); break;
            case field::move_1: put_move(at, slice(value, 31, 16)); break;
            case field::move_2: put_move(at, slice(value, 47, 32)); break;
            case field::move_3: put_move(at, slice(value, 63, 48)); break;
            case field::move_signed_0: put_signed_move(at, value, 0); break;
            case field::move_signed_1: put_signed_move(at, value, 16); break;
            case field::move_signed_2: put_signed_move(at, value, 32); break;
            case field::move_signed_3: put_signed_move(at, value, 48); break;
            case field::adr: put_adr(at, value); break;
            case field::adrp: put_adr(at, value >> 12); break;
            case field::low_12: put_low_12(at, value, 0); break;
            case field::low_12_by_2: put_low_12(at, value, 1); break;
            case field::low_12_by_4: put_low_12(at, value, 2); break;
            case field::low_12_by_8: put_low_12(at, value, 3); break;
            case field::low_12_by_16: put_low_12(at, value, 4); break;
            case field::page_15_by_8: put<std::uint32_t>(at, 0x003ffc00, slice(value, 14, 3) << 10); break;
            case field::imm14: put<std::uint32_t>(at, 0x0007ffe0, slice(value, 15, 2) << 5); break;
            case field::imm19: put<std::uint32_t>(at, 0x00ffffe0, slice(value, 20, 2) << 5); break;
            case field::imm26: put<std::uint32_t>(at, 0x03ffffff, slice(value, 27, 2)); break;
        }
        return outcome::done;
    }

private:
    static constexpr void put_move(std::uint8_t* at, std::uint32_t half) {
        put<std::uint32_t>(at, 0x001fffe0, half << 5);
    }
    /// Bits 30 and 29 make the instruction MOVZ (10) or MOVN (00), which writes the complement.
    static constexpr void put_signed_move(std::uint8_t* at, std::int64_t value, unsigned low) {
        put<std::uint32_t>(at, 0x60000000, value < 0 ? 0u : 0x40000000u);
        put_move(at, slice(value < 0 ? ~value : value, low + 15, low));
    }
    static constexpr void put_adr(std::uint8_t* at, std::int64_t value) {
        put<std::uint32_t>(at, 0x60ffffe0, slice(value, 1, 0) << 29 | slice(value, 20, 2) << 5);
    }
    static constexpr void put_low_12(std::uint8_t* at, std::int64_t value, unsigned shift) {
        put<std::uint32_t>(at, 0x003ffc00, slice(value, 11, shift) << 10);
    }
};

}  // namespace natload::inline v0::link
