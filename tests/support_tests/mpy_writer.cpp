// SPDX-License-Identifier: MIT
// Every method of the writer against bytes written out by hand.
#include "support/mpy_writer.hpp"

#include <doctest/doctest.h>

#include <type_traits>

#include "support/check_both.hpp"

using namespace natload::testing;

namespace {

// What traps is no constant expression.
template <std::size_t Capacity>
concept three_bytes_fit = requires {
    typename std::bool_constant<(basic_writer<Capacity>{}.bytes(octets(1, 2, 3)).size() == 3)>;
};

template <field F>
concept found = requires {
    typename std::bool_constant<(writer{}.static_qstr(1).at(F) == 0)>;
};

template <unsigned I>
concept entry_has_a_place = requires {
    typename std::bool_constant<(writer{}.relocation(to::host_entry(I), in_code(0)).size() == 2)>;
};

constexpr auto three_bytes = writer{}.bytes(octets(1, 2, 3));

template <std::size_t Size>
concept has_byte = requires {
    typename std::bool_constant<(three_bytes.patched(Size - 1, 0).size() == 3)>;
};

template <std::size_t Size>
concept truncates_to = requires {
    typename std::bool_constant<(three_bytes.truncated(Size).size() == Size)>;
};

template <destination D>
concept takes_repeat = requires {
    typename std::bool_constant<(writer{}.relocation(D, repeat{1}).size() == 2)>;
};

}  // namespace

TEST_CASE("a vuint") {
    CHECK_BOTH(writer{}.vuint(0) == octets(0));
    CHECK_BOTH(writer{}.vuint(127) == octets(0x7f));
    CHECK_BOTH(writer{}.vuint(128) == octets(0x81, 0x00));
    CHECK_BOTH(writer{}.vuint(16384) == octets(0x81, 0x80, 0x00));
    CHECK_BOTH(writer{}.vuint(0xffffffff) == octets(0x8f, 0xff, 0xff, 0xff, 0x7f));
    CHECK_BOTH(writer{}.vuint(0x100000000) == octets(0x90, 0x80, 0x80, 0x80, 0x00));
    CHECK_BOTH(writer{}.vuint(~std::uint64_t{0}) == octets(0x81, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f));
}

TEST_CASE("a vuint with leading zero groups") {
    CHECK_BOTH(writer{}.vuint(5, 1) == octets(0x80, 0x05));
    CHECK_BOTH(writer{}.vuint(200, 3) == octets(0x80, 0x80, 0x80, 0x81, 0x48));
}

TEST_CASE("raw bytes and text") {
    CHECK_BOTH(writer{}.byte(0xff).bytes(octets(1, 2)).text("ab\0c") == octets(0xff, 1, 2, 'a', 'b', 0, 'c'));
    CHECK_BOTH(writer{}.text("") == octets());
}

TEST_CASE("a header") {
    CHECK_BOTH(writer{}.header({.architecture = isa::x64}) == octets('M', 6, 0x0b, 31));
    CHECK_BOTH(writer{}.header({.sub_version = 0}) == octets('M', 6, 0, 31));
    CHECK_BOTH(writer{}.header({.architecture = isa::rv64imc, .sub_version = 1, .small_int_bits = 63}) ==
               octets('M', 6, 0x31, 63));
    CHECK_BOTH(writer{}.header({.architecture = isa::rv32imc, .arch_flags_follow = true}).arch_flags(0x81) ==
               octets('M', 6, 0x6f, 31, 0x81, 0x01));
    CHECK_BOTH(writer{}.header({.architecture = isa{15}, .reserved_bit = true, .magic = 'm', .version = 5}) ==
               octets('m', 5, 0xbf, 31));
}

TEST_CASE("counts and names") {
    CHECK_BOTH(writer{}.counts(1, 300) == octets(1, 0x82, 0x2c));
    CHECK_BOTH(writer{}.static_qstr(165) == octets(0x82, 0x4b));
    CHECK_BOTH(writer{}.qstr("abc") == octets(6, 'a', 'b', 'c', 0));
    CHECK_BOTH(writer{}.qstr("") == octets(0, 0));
}

TEST_CASE("objects") {
    CHECK_BOTH(writer{}.object(object_type::function_table) == octets(0));
    CHECK_BOTH(writer{}.object(object_type::none) == octets(1));
    CHECK_BOTH(writer{}.object(object_type::false_) == octets(2));
    CHECK_BOTH(writer{}.object(object_type::true_) == octets(3));
    CHECK_BOTH(writer{}.object(object_type::ellipsis) == octets(4));
    CHECK_BOTH(writer{}.object(object_type::str, "ab") == octets(5, 2, 'a', 'b', 0));
    CHECK_BOTH(writer{}.object(object_type::bytes, "\xff") == octets(6, 1, 0xff, 0));
    CHECK_BOTH(writer{}.object(object_type::integer, "12") == octets(7, 2, '1', '2'));
    CHECK_BOTH(writer{}.object(object_type::floating, "1.5") == octets(8, 3, '1', '.', '5'));
    CHECK_BOTH(writer{}.object(object_type::complex, "4j") == octets(9, 2, '4', 'j'));
    CHECK_BOTH(writer{}.tuple(2).tuple(0).object(object_type::none) == octets(10, 2, 10, 0, 1));
    CHECK_BOTH(writer{}.object(object_type{11}) == octets(11));
}

TEST_CASE("raw code of each kind") {
    CHECK_BOTH(writer{}.bytecode(octets(0xaa, 0xbb)) == octets(0x10, 0xaa, 0xbb));
    CHECK_BOTH(writer{}.native(octets(0xaa, 0xbb), 1) == octets(0x11, 0xaa, 0xbb, 1));
    CHECK_BOTH(writer{}.viper(octets(0xaa, 0xbb)) == octets(0x12, 0xaa, 0xbb, 0));
    CHECK_BOTH(writer{}.assembler(octets(0xaa, 0xbb), 2, 0x81) == octets(0x13, 0xaa, 0xbb, 0, 2, 0x81, 0x01));
    CHECK_BOTH(writer{}.assembler(octets(0xaa), 0, 0, 0x10, with_children) == octets(0x0f, 0xaa, 0x10, 0, 0));
    CHECK_BOTH(writer{}.raw_code(kind::viper, 0) == octets(0x02));
    CHECK_BOTH(writer{}.raw_code(kind::bytecode, 1000, with_children).byte(7) == octets(0xbe, 0x44, 7));
}

TEST_CASE("the extras of viper code") {
    constexpr auto rodata = octets(1, 2, 3);
    CHECK_BOTH(writer{}.viper(octets(0xaa), {.relocations = true}) == octets(0x0a, 0xaa, 0x10));
    CHECK_BOTH(writer{}.viper(octets(0xaa), {.rodata = rodata}) == octets(0x0a, 0xaa, 0x20, 3, 1, 2, 3));
    CHECK_BOTH(writer{}.viper(octets(0xaa), {.bss = 200}) == octets(0x0a, 0xaa, 0x40, 0x81, 0x48));
    CHECK_BOTH(writer{}.viper(octets(0xaa), {.rodata = rodata, .bss = 8, .relocations = true}) ==
               octets(0x0a, 0xaa, 0x70, 3, 8, 1, 2, 3));
    CHECK_BOTH(writer{}.viper(octets(0xaa), {.flags = flag::rodata | flag::bss}) == octets(0x0a, 0xaa, 0x60, 0, 0));
    CHECK_BOTH(writer{}.viper(octets(0xaa), {.flags = 0x8f}) == octets(0x0a, 0xaa, 0x81, 0x0f));
}

TEST_CASE("children follow the extras") {
    CHECK_BOTH(writer{}
                   .bytecode(octets(0xaa), with_children)
                   .children(2)
                   .viper(octets(0xbb), {.children = true})
                   .children(0)
                   .native(octets(0xcc), 0, with_children)
                   .children(1)
                   .assembler(octets(0xdd), 0, 0) ==
               octets(0x0c, 0xaa, 2, 0x0e, 0xbb, 0, 0, 0x0d, 0xcc, 0, 1, 0x0b, 0xdd, 0, 0, 0));
}

TEST_CASE("relocations of one word") {
    CHECK_BOTH(writer{}.relocation(to::code) == octets(0));
    CHECK_BOTH(writer{}.relocation(to::code, in_code(3)) == octets(1, 6));
    CHECK_BOTH(writer{}.relocation(to::rodata, in_rodata(3)) == octets(5, 7));
    CHECK_BOTH(writer{}.relocation(to::bss, in_code(100)) == octets(9, 0x81, 0x48));
    CHECK_BOTH(writer{}.relocation(to::qstr_table) == octets(12));
    CHECK_BOTH(writer{}.relocation(to::object_table, in_code(0)) == octets(15, 0));
    CHECK_BOTH(writer{}.relocation(to::host_table, in_code(0)) == octets(17, 0));
    CHECK_BOTH(writer{}.relocation(to::host_entry(0)) == octets(18));
    CHECK_BOTH(writer{}.relocation(to::host_entry(117), in_code(1)) == octets(253, 2));
    CHECK_BOTH(writer{}.relocation(to::host_entry(118)) == octets(254));
}

TEST_CASE("relocations of many words, and their end") {
    CHECK_BOTH(writer{}.relocation(to::code, in_code(0), repeat{4}) == octets(3, 0, 4));
    CHECK_BOTH(writer{}.relocation(to::rodata, repeat{0}) == octets(6, 0));
    CHECK_BOTH(writer{}.relocation(to::bss, in_rodata(1), repeat{200}) == octets(11, 3, 0x81, 0x48));
    CHECK_BOTH(writer{}.relocation(to::bss).end_of_relocations() == octets(8, 0xff));
}

TEST_CASE("a prelude's signature") {
    CHECK_BOTH(writer{}.prelude_signature({}) == octets(0));
    CHECK_BOTH(writer{}.prelude_signature({.n_state = 16, .exception_stack = 1, .positional = 3}) == octets(0x7f));
    // n_state - 1 = 0b1'01'10'0001: four bits in the first byte, then two a byte
    CHECK_BOTH(writer{}.prelude_signature({.n_state = 0x161 + 1}) == octets(0x88, 0xa0, 0x90, 0x10));
    CHECK_BOTH(writer{}.prelude_signature({.exception_stack = 3}) == octets(0x84, 0x02));
    CHECK_BOTH(writer{}.prelude_signature({.scope_flags = 5}) == octets(0x80, 0xc0, 0x80, 0x40));
    CHECK_BOTH(writer{}.prelude_signature({.positional = 13}) == octets(0x81, 0x84, 0x04));
    CHECK_BOTH(writer{}.prelude_signature({.keyword_only = 2}) == octets(0x80, 0x80, 0x08));
    CHECK_BOTH(writer{}.prelude_signature({.default_positional = 1}) == octets(0x80, 0x01));
    CHECK_BOTH(writer{}.prelude_signature({.n_state = 2}, 9) ==
               octets(0x88, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0));
}

TEST_CASE("a prelude's sizes") {
    CHECK_BOTH(writer{}.prelude_sizes(63, 1) == octets(0x7f));
    CHECK_BOTH(writer{}.prelude_sizes(64, 0) == octets(0x80, 0x02));
    CHECK_BOTH(writer{}.prelude_sizes(1, 6) == octets(0x82, 0x81, 0x01));
    CHECK_BOTH(writer{}.prelude_sizes(0, 0, 6) == octets(0x80, 0x80, 0x80, 0x80, 0x80, 0));
}

TEST_CASE("a prelude is code for another writer") {
    constexpr auto code = writer{}.prelude({.positional = 1}, {0, 200}, {7, 8}, {9}).bytes(octets(0x51, 0x63));
    CHECK_BOTH(code == octets(1, 0x0b, 0, 0x81, 0x48, 7, 8, 9, 0x51, 0x63));
    CHECK_BOTH(writer{}.bytecode(code) == octets(0x50, 1, 0x0b, 0, 0x81, 0x48, 7, 8, 9, 0x51, 0x63));
}

TEST_CASE("fields are found again") {
    constexpr auto image = writer{}
                               .header({.architecture = isa::x64, .arch_flags_follow = true})
                               .arch_flags(1)
                               .counts(300, 1)
                               .qstr("ab")
                               .object(object_type::str, "x")
                               .viper(octets(0xc3, 0), {.rodata = octets(4, 5), .bss = 6, .relocations = true})
                               .relocation(to::code, in_rodata(0))
                               .mark()
                               .relocation(to::code, in_code(128), repeat{2})
                               .end_of_relocations();
    CHECK_BOTH(image == octets('M', 6, 0x4b, 31, 1, 0x82, 0x2c, 1, 4, 'a', 'b', 0, 5, 1, 'x', 0,  // up to 16
                               0x12, 0xc3, 0, 0x70, 2, 6, 4, 5, 1, 1, 3, 0x82, 0x00, 2, 0xff));   // from there
    CHECK_BOTH(image.at(field::magic) == 0);
    CHECK_BOTH(image.at(field::version) == 1);
    CHECK_BOTH(image.at(field::features) == 2);
    CHECK_BOTH(image.at(field::small_int_bits) == 3);
    CHECK_BOTH(image.at(field::arch_flags) == 4);
    CHECK_BOTH(image.at(field::n_qstr) == 5);
    CHECK_BOTH(image.at(field::n_obj) == 7);
    CHECK_BOTH(image.at(field::qstr) == 8);
    CHECK_BOTH(image.at(field::qstr_text) == 9);
    CHECK_BOTH(image.at(field::qstr_nul) == 11);
    CHECK_BOTH(image.at(field::object) == 12);
    CHECK_BOTH(image.at(field::object_size) == 13);
    CHECK_BOTH(image.at(field::object_text) == 14);
    CHECK_BOTH(image.at(field::object_nul) == 15);
    CHECK_BOTH(image.at(field::raw_code) == 16);
    CHECK_BOTH(image.at(field::code) == 17);
    CHECK_BOTH(image.at(field::flags) == 19);
    CHECK_BOTH(image.at(field::rodata_size) == 20);
    CHECK_BOTH(image.at(field::bss_size) == 21);
    CHECK_BOTH(image.at(field::rodata) == 22);
    CHECK_BOTH(image.at(field::marked) == 26);
    CHECK_BOTH(image.at(field::relocation) == 26);
    CHECK_BOTH(image.at(field::place) == 27);
    CHECK_BOTH(image.at(field::repeat) == 29);
    CHECK_BOTH(image.at(field::end_of_relocations) == 30);
    CHECK_BOTH(image.offset() == 31);
}

TEST_CASE("the fields of preludes and of other kinds are found again") {
    constexpr auto code = writer{}.prelude({}, {0, 1}, {7, 8}, {9});
    CHECK_BOTH(code.at(field::signature) == 0);
    CHECK_BOTH(code.at(field::sizes) == 1);
    CHECK_BOTH(code.at(field::source_info) == 2);
    CHECK_BOTH(code.at(field::prelude_name) == 3);
    CHECK_BOTH(code.at(field::line_table) == 4);
    CHECK_BOTH(code.at(field::cells) == 6);

    constexpr auto image = writer{}.native(octets(1, 2), 1, with_children).children(1).assembler(octets(3), 200, 1);
    CHECK_BOTH(image.at(field::prelude_offset) == 3);
    CHECK_BOTH(image.at(field::n_children) == 4);
    CHECK_BOTH(image.at(field::raw_code) == 5);
    CHECK_BOTH(image.at(field::flags) == 7);
    CHECK_BOTH(image.at(field::n_pos_args) == 8);
    CHECK_BOTH(image.at(field::type_signature) == 10);
}

TEST_CASE("copies with a fault leave the image alone") {
    constexpr auto image = writer{}.bytes(octets(1, 2, 3));
    CHECK_BOTH(image.patched(1, 9) == octets(1, 9, 3));
    CHECK_BOTH(image.truncated(2) == octets(1, 2));
    CHECK_BOTH(image.truncated(0) == octets());
    CHECK_BOTH(image == octets(1, 2, 3));
}

TEST_CASE("images differ by a byte or by their size") {
    CHECK_BOTH(!(writer{}.byte(1) == octets(2)));
    CHECK_BOTH(!(writer{}.byte(1) == octets(1, 2)));
    CHECK_BOTH(!(writer{}.byte(1).byte(2) == octets(1)));
}

TEST_CASE("what the writer can't do is no constant expression") {
    CHECK_BOTH(three_bytes_fit<3>);
    CHECK_BOTH(!three_bytes_fit<2>);
    CHECK_BOTH(found<field::qstr>);
    CHECK_BOTH(!found<field::qstr_text>);
    CHECK_BOTH(entry_has_a_place<117>);
    CHECK_BOTH(!entry_has_a_place<118>);
    CHECK_BOTH(has_byte<3>);
    CHECK_BOTH(!has_byte<4>);
    CHECK_BOTH(truncates_to<3>);
    CHECK_BOTH(!truncates_to<4>);
    CHECK_BOTH(takes_repeat<to::bss>);
    CHECK_BOTH(!takes_repeat<to::qstr_table>);
}
