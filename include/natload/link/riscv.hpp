// SPDX-License-Identifier: MIT
#pragma once

#include <natload/link/fields.hpp>
#include <natload/link/relocation_type.hpp>

namespace natload::inline v0::link {

/// Where RISC-V instructions and data hold a value (Unprivileged ISA, 2.3 and 16.2: immediate encodings).
enum class riscv_field : std::uint8_t {
    none,
    b_type,    // branches
    j_type,    // JAL
    u_type,    // AUIPC, LUI: the high part of a pair, rounded so that the low one is signed
    i_type,    // the low part, in loads and ADDI
    s_type,    // the low part, in stores
    u_i_pair,  // AUIPC and the JALR behind it
    cb_type,   // C.BEQZ, C.BNEZ
    cj_type,   // C.J, C.JAL
    word,      // data: replaced ...
    doubleword,
    set_6,  // ... in the low six bits
    set_8,
    set_16,
    sub_6,  // ... or added to or subtracted from
    add_8,
    add_16,
    add_32,
    add_64,
    sub_8,
    sub_16,
    sub_32,
    sub_64,
    set_uleb128,
    sub_uleb128,
};

/// RISC-V ELF psABI 1.0, 8.4: relocations, and 8.5 for the pairs. RELAX and ALIGN ask for code to be shortened:
/// the former may be ignored, the latter is the linker's.
template <class Word>
struct riscv_relocations {
    using word = Word;
    using field = riscv_field;
    using type = relocation_type<field>;
    static constexpr bool explicit_addends = true;

    /// What AUIPC or LUI and a signed low part reach: all of 32 bits, as seen from one half down.
    static constexpr range pair = sizeof(Word) == 4 ? any_value : range{-0x80000800ll, 0x7ffff7ffll};
    /// A word of data: any 32 bits; relative ones are signed where addresses are wider.
    static constexpr range data_32 = sizeof(Word) == 4 ? any_value : bits(32);
    static constexpr range distance_32 = sizeof(Word) == 4 ? any_value : signed_bits(32);

    static constexpr type types[] = {
        {0, "R_RISCV_NONE", formula::nothing, field::none, 0},
        {1, "R_RISCV_32", formula::absolute, field::word, 4, data_32},
        {2, "R_RISCV_64", formula::absolute, field::doubleword, 8},
        {16, "R_RISCV_BRANCH", formula::relative, field::b_type, 4, signed_bits(13), 2},
        {17, "R_RISCV_JAL", formula::relative, field::j_type, 4, signed_bits(21), 2},
        {18, "R_RISCV_CALL", formula::relative, field::u_i_pair, 8, pair},
        {19, "R_RISCV_CALL_PLT", formula::relative, field::u_i_pair, 8, pair},
        {20, "R_RISCV_GOT_HI20", formula::slot_relative, field::u_type, 4, pair},
        {23, "R_RISCV_PCREL_HI20", formula::relative, field::u_type, 4, pair},
        {24, "R_RISCV_PCREL_LO12_I", formula::low_of_pair, field::i_type, 4},
        {25, "R_RISCV_PCREL_LO12_S", formula::low_of_pair, field::s_type, 4},
        {26, "R_RISCV_HI20", formula::absolute, field::u_type, 4, pair},
        {27, "R_RISCV_LO12_I", formula::absolute, field::i_type, 4},
        {28, "R_RISCV_LO12_S", formula::absolute, field::s_type, 4},
        {33, "R_RISCV_ADD8", formula::absolute, field::add_8, 1},
        {34, "R_RISCV_ADD16", formula::absolute, field::add_16, 2},
        {35, "R_RISCV_ADD32", formula::absolute, field::add_32, 4},
        {36, "R_RISCV_ADD64", formula::absolute, field::add_64, 8},
        {37, "R_RISCV_SUB8", formula::absolute, field::sub_8, 1},
        {38, "R_RISCV_SUB16", formula::absolute, field::sub_16, 2},
        {39, "R_RISCV_SUB32", formula::absolute, field::sub_32, 4},
        {40, "R_RISCV_SUB64", formula::absolute, field::sub_64, 8},
        {43, "R_RISCV_ALIGN", formula::nothing, field::none, 0},
        {44, "R_RISCV_RVC_BRANCH", formula::relative, field::cb_type, 2, signed_bits(9), 2},
        {45, "R_RISCV_RVC_JUMP", formula::relative, field::cj_type, 2, signed_bits(12), 2},
        {51, "R_RISCV_RELAX", formula::nothing, field::none, 0},
        {52, "R_RISCV_SUB6", formula::absolute, field::sub_6, 1},
        {53, "R_RISCV_SET6", formula::absolute, field::set_6, 1},
        {54, "R_RISCV_SET8", formula::absolute, field::set_8, 1},
        {55, "R_RISCV_SET16", formula::absolute, field::set_16, 2},
        {56, "R_RISCV_SET32", formula::absolute, field::word, 4},
        {57, "R_RISCV_32_PCREL", formula::relative, field::word, 4, distance_32},
        {59, "R_RISCV_PLT32", formula::relative, field::word, 4, distance_32},
        {60, "R_RISCV_SET_ULEB128", formula::absolute, field::set_uleb128, 1},
        {61, "R_RISCV_SUB_ULEB128", formula::absolute, field::sub_uleb128, 1},
    };

    static constexpr outcome write(field f, const target& to, std::int64_t value) {
        std::uint8_t* const at = to.at;
        const auto v = static_cast<std::uint64_t>(value);
        switch (f) {
            case field::none: break;
            case field::b_type:
                put<std::uint32_t>(at, 0xfe000f80,
                                   slice(value, 12, 12) << 31 | slice(value, 10, 5) << 25 | slice(value, 4, 1) << 8 |
                                       slice(value, 11, 11) << 7);
                break;
            case field::j_type:
                put<std::uint32_t>(at, 0xfffff000,
                                   slice(value, 20, 20) << 31 | slice(value, 10, 1) << 21 | slice(value, 11, 11) << 20 |
                                       slice(value, 19, 12) << 12);
                break;
            case field::u_type: put<std::uint32_t>(at, 0xfffff000, v + 0x800); break;
            case field::i_type: put<std::uint32_t>(at, 0xfff00000, slice(value, 11, 0) << 20); break;
            case field::s_type:
                put<std::uint32_t>(at, 0xfe000f80, slice(value, 11, 5) << 25 | slice(value, 4, 0) << 7);
                break;
            case field::u_i_pair:
                put<std::uint32_t>(at, 0xfffff000, v + 0x800);
                put<std::uint32_t>(at + 4, 0xfff00000, slice(value, 11, 0) << 20);
                break;
            case field::cb_type:
                put<std::uint16_t>(at, 0x1c7c,
                                   slice(value, 8, 8) << 12 | slice(value, 4, 3) << 10 | slice(value, 7, 6) << 5 |
                                       slice(value, 2, 1) << 3 | slice(value, 5, 5) << 2);
                break;
            case field::cj_type:
                put<std::uint16_t>(at, 0x1ffc,
                                   slice(value, 11, 11) << 12 | slice(value, 4, 4) << 11 | slice(value, 9, 8) << 9 |
                                       slice(value, 10, 10) << 8 | slice(value, 6, 6) << 7 | slice(value, 7, 7) << 6 |
                                       slice(value, 3, 1) << 3 | slice(value, 5, 5) << 2);
                break;
            case field::word: put<std::uint32_t>(at, v); break;
            case field::doubleword: put<std::uint64_t>(at, v); break;
            case field::set_6: put<std::uint8_t>(at, 0x3f, v); break;
            case field::sub_6: put<std::uint8_t>(at, 0x3f, *at - v); break;
            case field::set_8: put<std::uint8_t>(at, v); break;
            case field::set_16: put<std::uint16_t>(at, v); break;
            case field::add_8: add<std::uint8_t>(at, v); break;
            case field::add_16: add<std::uint16_t>(at, v); break;
            case field::add_32: add<std::uint32_t>(at, v); break;
            case field::add_64: add<std::uint64_t>(at, v); break;
            case field::sub_8: add<std::uint8_t>(at, 0 - v); break;
            case field::sub_16: add<std::uint16_t>(at, 0 - v); break;
            case field::sub_32: add<std::uint32_t>(at, 0 - v); break;
            case field::sub_64: add<std::uint64_t>(at, 0 - v); break;
            case field::set_uleb128: return put_uleb128(to, v, false);
            case field::sub_uleb128: return put_uleb128(to, v, true);
        }
        return outcome::done;
    }

private:
    template <class T>
    static constexpr void add(std::uint8_t* at, std::uint64_t v) {
        put<T>(at, get<T>(at) + v);
    }

    /// The number keeps its length, which the assembler chose. The first half of the pair may not fit it,
    /// only the difference must: what a longer number would hold wraps here, as the second half undoes.
    static constexpr outcome put_uleb128(const target& to, std::uint64_t value, bool subtract) {
        std::uint8_t* const at = to.at;
        std::size_t length = 1;
        for (; (at[length - 1] & 0x80) != 0; ++length) {
            if (length == to.room) return outcome::outside;
            if (length == 10) return outcome::out_of_range;
        }
        if (subtract) {
            std::uint64_t old = 0;
            for (std::size_t i = 0; i < length; ++i) old |= std::uint64_t{at[i] & 0x7fu} << (7 * i);
            value = old - value;
        }
        for (std::size_t i = 0; i < length; ++i) {
            at[i] = static_cast<std::uint8_t>((at[i] & 0x80) | (value >> (7 * i) & 0x7f));
        }
        return outcome::done;
    }
};

}  // namespace natload::inline v0::link
