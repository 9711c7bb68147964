// SPDX-License-Identifier: MIT
// The words in which a test spells a .mpy image: fields, kinds, flags, destinations, places. The writer of
// mpy_writer.hpp takes them.
#pragma once

#include "support/isa.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace natload::testing {

// octets(0x8d, 0x46): an array of bytes.
template <class... Int>
constexpr std::array<std::uint8_t, sizeof...(Int)> octets(Int... values) {
    return {static_cast<std::uint8_t>(values)...};
}

// Every field of the format, in its order. An image knows where the last one of each starts.
enum class field : std::uint8_t {
    magic,
    version,
    features,
    small_int_bits,
    arch_flags,
    n_qstr,
    n_obj,
    qstr,
    qstr_text,
    qstr_nul,
    object,
    object_size,
    object_text,
    object_nul,
    raw_code,
    code,
    prelude_offset,
    flags,
    rodata_size,
    bss_size,
    rodata,
    n_pos_args,
    type_signature,
    n_children,
    relocation,
    place,
    repeat,
    end_of_relocations,
    signature,
    sizes,
    source_info,
    prelude_name,
    line_table,
    cells,
    marked,  // set by mark() alone
    n_fields,
};

struct header_fields {
    isa architecture = isa::none;
    unsigned sub_version = 3;
    unsigned small_int_bits = 31;
    bool arch_flags_follow = false;
    bool reserved_bit = false;
    unsigned magic = 'M';
    unsigned version = 6;
};

enum class object_type : std::uint8_t {
    function_table,
    none,
    false_,
    true_,
    ellipsis,
    str,
    bytes,
    integer,
    floating,
    complex,
    tuple,
};

enum class kind : std::uint8_t {
    bytecode,
    native,
    viper,
    assembler,
};

constexpr bool with_children = true;

namespace flag {
constexpr unsigned relocations = 0x10, rodata = 0x20, bss = 0x40;
constexpr unsigned variables_in_code = 0x80;  // natload's own, as are the next
constexpr unsigned float_soft = 0x100, float_hard_single = 0x200, float_hard = 0x300;
}

// A viper raw code beyond its code. Sizes bring their flags; `flags` adds more: {.flags = flag::bss} is a bss of size
// 0.
struct viper_fields {
    std::span<const std::uint8_t> rodata{};
    std::uint32_t bss = 0;
    bool relocations = false;
    bool children = false;
    std::uint64_t flags = 0;
};

// What a relocation adds. Where it repeats, the operation after it takes a number of words.
struct destination {
    unsigned operation;
    bool repeats;
};

namespace to {
constexpr destination code{0, true}, rodata{2, true}, bss{4, true}, qstr_table{6, false}, object_table{7, false},
    host_table{8, false};
constexpr destination host_entry(unsigned i) { return {9 + i, false}; }
}  // namespace to

// Where a relocation puts the cursor. The default: nowhere, it runs on.
struct place {
    std::uint64_t encoded = 0;
    bool given = false;
};

constexpr place running{};
constexpr place in_code(std::uint64_t word) { return {word << 1, true}; }
constexpr place in_rodata(std::uint64_t word) { return {word << 1 | 1, true}; }

struct repeat {
    std::uint64_t words;
};

// The numbers that a prelude's first bytes hold.
struct signature {
    unsigned n_state = 1;
    unsigned exception_stack = 0;
    unsigned scope_flags = 0;
    unsigned positional = 0;
    unsigned keyword_only = 0;
    unsigned default_positional = 0;
};

}  // namespace natload::testing
