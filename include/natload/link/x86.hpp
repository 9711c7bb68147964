// SPDX-License-Identifier: MIT
#pragma once

#include <natload/link/fields.hpp>
#include <natload/link/relocation_type.hpp>

namespace natload::inline v0::link {

/// Every field of x86 is a plain number of so many bytes.
enum class x86_field : std::uint8_t { none = 0, byte = 1, half = 2, word = 4, doubleword = 8 };

namespace detail {

struct x86_fields {
    using field = x86_field;
    using type = relocation_type<field>;

    static constexpr outcome write(field f, const target& to, std::int64_t value) {
        std::uint8_t* const at = to.at;
        for (std::size_t i = 0; i < static_cast<std::size_t>(f); ++i) {
            at[i] = static_cast<std::uint8_t>(static_cast<std::uint64_t>(value) >> (8 * i));
        }
        return outcome::done;
    }

    /// The addend that the place itself holds.
    static constexpr std::int64_t addend(field f, const std::uint8_t* at) {
        switch (f) {
            case field::none: return 0;
            case field::byte: return sign_extend(get<std::uint8_t>(at), 8);
            case field::half: return sign_extend(get<std::uint16_t>(at), 16);
            case field::word: return sign_extend(get<std::uint32_t>(at), 32);
            case field::doubleword: return static_cast<std::int64_t>(get<std::uint64_t>(at));
        }
        return 0;
    }
};

}  // namespace detail

/// Intel386 psABI 1.1, section 4.3 (table 4.3: relocation types).
struct x86_relocations : detail::x86_fields {
    using word = std::uint32_t;
    static constexpr bool explicit_addends = false;
    static constexpr type types[] = {
        {0, "R_386_NONE", formula::nothing, field::none, 0},
        {1, "R_386_32", formula::absolute, field::word, 4},
        {2, "R_386_PC32", formula::relative, field::word, 4},
        {3, "R_386_GOT32", formula::slot_from_got, field::word, 4},
        {4, "R_386_PLT32", formula::relative, field::word, 4},
        {9, "R_386_GOTOFF", formula::from_got, field::word, 4},
        {10, "R_386_GOTPC", formula::got_relative, field::word, 4},
        {20, "R_386_16", formula::absolute, field::half, 2, bits(16)},
        {21, "R_386_PC16", formula::relative, field::half, 2, bits(16)},
        {22, "R_386_8", formula::absolute, field::byte, 1, bits(8)},
        {23, "R_386_PC8", formula::relative, field::byte, 1, signed_bits(8)},
        {43, "R_386_GOT32X", formula::slot_from_got, field::word, 4},
    };
};

/// x86-64 psABI 1.0, section 4.4.1 (table 4.9: relocation types). There is no procedure linkage table in a module:
/// PLT32 reaches the function itself.
struct x64_relocations : detail::x86_fields {
    using word = std::uint64_t;
    static constexpr bool explicit_addends = true;
    static constexpr type types[] = {
        {0, "R_X86_64_NONE", formula::nothing, field::none, 0},
        {1, "R_X86_64_64", formula::absolute, field::doubleword, 8},
        {2, "R_X86_64_PC32", formula::relative, field::word, 4, signed_bits(32)},
        {4, "R_X86_64_PLT32", formula::relative, field::word, 4, signed_bits(32)},
        {9, "R_X86_64_GOTPCREL", formula::slot_relative, field::word, 4, signed_bits(32)},
        {10, "R_X86_64_32", formula::absolute, field::word, 4, unsigned_bits(32)},
        {11, "R_X86_64_32S", formula::absolute, field::word, 4, signed_bits(32)},
        {12, "R_X86_64_16", formula::absolute, field::half, 2, bits(16)},
        {13, "R_X86_64_PC16", formula::relative, field::half, 2, bits(16)},
        {14, "R_X86_64_8", formula::absolute, field::byte, 1, bits(8)},
        {15, "R_X86_64_PC8", formula::relative, field::byte, 1, signed_bits(8)},
        {24, "R_X86_64_PC64", formula::relative, field::doubleword, 8},
        {25, "R_X86_64_GOTOFF64", formula::from_got, field::doubleword, 8},
        {26, "R_X86_64_GOTPC32", formula::got_relative, field::word, 4, signed_bits(32)},
        {41, "R_X86_64_GOTPCRELX", formula::slot_relative, field::word, 4, signed_bits(32)},
        {42, "R_X86_64_REX_GOTPCRELX", formula::slot_relative, field::word, 4, signed_bits(32)},
    };
};

}  // namespace natload::inline v0::link
