// SPDX-License-Identifier: MIT
#include <natload/format/raw_code.hpp>

#include <natload/arch.hpp>

#include <array>

#include "support/check_both.hpp"
#include "support/verdict.hpp"

using namespace natload::testing;

namespace {

using natload::errc;
using natload::verify;
using P = all_on<natload::arch::armv7m>;

constexpr auto to_code = writer{}.header({.architecture = isa::armv7m}).counts(1, 0).qstr("m");
constexpr auto to_code_of_none = writer{}.header({}).counts(1, 0).qstr("m");
constexpr std::uint32_t code_at = 10;  // behind the raw code's first byte

constexpr writer image() { return to_code; }

constexpr auto function = writer{}.prelude({}, {0});
constexpr auto machine_code = writer{}.bytes(octets(0, 0, 0, 0)).bytes(function);  // native, the prelude at 4
constexpr auto four = octets(1, 2, 3, 4);
constexpr auto three = octets(5, 6, 7);

}  // namespace

TEST_CASE("kinds and flags have the numbers of the format") {
    CHECK_BOTH(static_cast<unsigned>(natload::code_kind::bytecode) == 0);
    CHECK_BOTH(static_cast<unsigned>(natload::code_kind::native) == 1);
    CHECK_BOTH(static_cast<unsigned>(natload::code_kind::viper) == 2);
    CHECK_BOTH(static_cast<unsigned>(natload::code_kind::assembly) == 3);
    CHECK_BOTH(natload::code_has_relocations == 0x10);
    CHECK_BOTH(natload::code_has_rodata == 0x20);
    CHECK_BOTH(natload::code_has_bss == 0x40);
}

TEST_CASE("each kind, alone in a file") {
    CHECK_BOTH(accepted<P>(image().bytecode(function)));
    CHECK_BOTH(accepted<P>(image().native(machine_code, 4)));
    CHECK_BOTH(accepted<P>(image().viper(four)));
    CHECK_BOTH(accepted<P>(image().assembler(four, 3, 0x2aa)));
    CHECK_BOTH(accepted<P>(image().assembler(octets(1), 0xffffffff, 0xffffffff)));
}

TEST_CASE("a raw code's first number, cut short or too large") {
    CHECK_BOTH(refused<P>(to_code, errc::truncated, 9));
    CHECK_BOTH(refused<P>(image().byte(0x80), errc::truncated, 9));
    CHECK_BOTH(refused<P>(image().vuint(0x100000002), errc::number_too_large, 9));
    CHECK_BOTH(accepted<P>(image().vuint(4 << 3 | 2, 5).bytes(four).vuint(0)));
}

TEST_CASE("code that is cut short") {
    CHECK_BOTH(refused<P>(image().raw_code(kind::viper, 5).bytes(four), errc::truncated, code_at));
    CHECK_BOTH(refused<P>(image().raw_code(kind::bytecode, 1), errc::truncated, code_at));
    CHECK_BOTH(refused<P>(image().raw_code(kind::viper, 0x1fffffff).bytes(four), errc::truncated, 14));
    CHECK_BOTH(refused<P>(image().raw_code(kind::viper, four), errc::truncated, code_at + 4));
    CHECK_BOTH(refused<P>(image().raw_code(kind::native, machine_code), errc::truncated, code_at + 7));
    CHECK_BOTH(refused<P>(image().raw_code(kind::assembler, four), errc::truncated, code_at + 4));
}

TEST_CASE("machine code has at least a byte") {
    CHECK_BOTH(refused<P>(image().raw_code(kind::native, 0).vuint(0), errc::empty_code, field::raw_code));
    CHECK_BOTH(refused<P>(image().raw_code(kind::viper, 0).vuint(0), errc::empty_code, field::raw_code));
    CHECK_BOTH(refused<P>(image().raw_code(kind::assembler, 0).vuint(0), errc::empty_code, field::raw_code));
    // Bytecode has a prelude.
    CHECK_BOTH(refused<P>(image().raw_code(kind::bytecode, 0), errc::prelude, code_at));
}

TEST_CASE("machine code is of an architecture") {
    CHECK_BOTH(accepted<P>(writer{to_code_of_none}.bytecode(function)));
    CHECK_BOTH(refused<P>(writer{to_code_of_none}.native(machine_code, 4), errc::no_architecture, field::raw_code));
    CHECK_BOTH(refused<P>(writer{to_code_of_none}.viper(four), errc::no_architecture, field::raw_code));
    CHECK_BOTH(refused<P>(writer{to_code_of_none}.assembler(four, 0, 0), errc::no_architecture, field::raw_code));
    CHECK_BOTH(refused<P>(writer{to_code_of_none}.raw_code(kind::viper, 0), errc::no_architecture, field::raw_code));
}

TEST_CASE("flags of viper code that are unknown") {
    for (unsigned flags = 0; flags < 0x1000; ++flags) {
        const writer other = image().raw_code(kind::viper, four).mark(field::flags).vuint(flags).vuint(0).vuint(0);
        const bool known = (flags & ~0x770u) == 0;
        CHECK((verify<P>(other).error() == natload::error{errc::code_flags, other.at(field::flags)}) == !known);
    }
    CHECK_BOTH(accepted<P>(image().viper(four, {.flags = flag::rodata | flag::bss})));
    CHECK_BOTH(refused<P>(image().viper(four, {.flags = 0x1000}), errc::code_flags, field::flags));
    CHECK_BOTH(refused<P>(image().viper(four, {.flags = 0x80000000}), errc::code_flags, field::flags));
    CHECK_BOTH(refused<P>(image().viper(four, {.flags = 0x100000000}), errc::number_too_large, field::flags));
}

TEST_CASE("the flags of assembler code are 0") {
    CHECK_BOTH(refused<P>(image().assembler(four, 0, 0, 0x10), errc::code_flags, field::flags));
    CHECK_BOTH(refused<P>(image().assembler(four, 0, 0, 1), errc::code_flags, field::flags));
    CHECK_BOTH(refused<P>(image().assembler(four, 0, 0).truncated(code_at + 5), errc::truncated, code_at + 5));
    CHECK_BOTH(refused<P>(image().assembler(four, 0, 0).truncated(code_at + 6), errc::truncated, code_at + 6));
    CHECK_BOTH(refused<P>(image().assembler(four, 0x100000000, 0), errc::number_too_large, field::n_pos_args));
    CHECK_BOTH(refused<P>(image().assembler(four, 0, 0x100000000), errc::number_too_large, field::type_signature));
}

TEST_CASE("sections of any size") {
    CHECK_BOTH(accepted<P>(image().viper(octets(1), {.rodata = three, .bss = 1})));
    CHECK_BOTH(accepted<P>(image().viper(three, {.bss = 0xffffffff})));
    CHECK_BOTH(accepted<P>(image().viper(four, {.rodata = three, .bss = 0xfffffffd})));
    CHECK_BOTH(accepted<P>(image().viper(four, {.flags = flag::rodata})));
    CHECK_BOTH(accepted<P>(image().viper(four, {.flags = flag::bss})));
}

TEST_CASE("sections that are cut short or too large") {
    constexpr auto both = image().viper(four, {.rodata = three, .bss = 300});
    CHECK_BOTH(refused<P>(both.truncated(both.at(field::rodata_size)), errc::truncated, both.at(field::rodata_size)));
    CHECK_BOTH(refused<P>(both.truncated(both.at(field::bss_size)), errc::truncated, both.at(field::bss_size)));
    CHECK_BOTH(refused<P>(both.truncated(both.at(field::bss_size) + 1), errc::truncated, both.at(field::bss_size)));
    CHECK_BOTH(refused<P>(both.truncated(both.at(field::rodata)), errc::truncated, both.at(field::rodata)));
    CHECK_BOTH(refused<P>(both.truncated(both.size() - 1), errc::truncated, both.at(field::rodata)));
    constexpr auto at_sizes = image().raw_code(kind::viper, four).vuint(flag::rodata | flag::bss);
    CHECK_BOTH(refused<P>(writer{at_sizes}.vuint(0x100000000), errc::number_too_large, at_sizes.offset()));
    CHECK_BOTH(refused<P>(writer{at_sizes}.vuint(0).vuint(0x100000000), errc::number_too_large, at_sizes.offset() + 1));
    CHECK_BOTH(refused<P>(writer{at_sizes}.vuint(0xffffffff).vuint(0).byte(1), errc::truncated, at_sizes.offset() + 6));
}

TEST_CASE("relocations are announced by a flag, and end") {
    CHECK_BOTH(accepted<P>(image().viper(four, {.relocations = true}).end_of_relocations()));
    CHECK_BOTH(refused<P>(image().viper(four, {.relocations = true}), errc::truncated, code_at + 5));
    CHECK_BOTH(refused<P>(image().viper(four).end_of_relocations(), errc::trailing_bytes, code_at + 5));
}

TEST_CASE("a native function's prelude lies within its code") {
    constexpr auto size = static_cast<std::uint32_t>(machine_code.size());
    CHECK_BOTH(refused<P>(image().native(machine_code, size), errc::prelude_offset, field::prelude_offset));
    CHECK_BOTH(refused<P>(image().native(machine_code, 0xffffffff), errc::prelude_offset, field::prelude_offset));
    CHECK_BOTH(refused<P>(image().native(machine_code, 0x100000000), errc::number_too_large, field::prelude_offset));
    CHECK_BOTH(refused<P>(image().native(machine_code, size - 1), errc::prelude, code_at + size));
    CHECK_BOTH(refused<P>(image().native(machine_code, 5), errc::prelude, code_at + size));
    // Its fields end with the code, not with the image.
    CHECK_BOTH(refused<P>(image().native(machine_code, 6).text("more"), errc::prelude, code_at + size));
}

TEST_CASE("a native function's first word is its number of children") {
    constexpr auto two = writer{}.bytes(octets(2, 0, 0, 0)).bytes(function);
    CHECK_BOTH(accepted<P>(image().native(two, 4, with_children).children(2).bytecode(function).bytecode(function)));
    CHECK_BOTH(refused<P>(image().native(two, 4), errc::child_count, code_at));
    CHECK_BOTH(refused<P>(image().native(machine_code, 4, with_children).children(1), errc::child_count, code_at));
    CHECK_BOTH(refused<P>(image().native(two, 4, with_children).children(3), errc::child_count, code_at));
    CHECK_BOTH(refused<P>(image().native(function, 0), errc::child_count, code_at));  // 3 bytes

    // A word of 64 bits.
    constexpr auto high = writer{}.bytes(octets(0, 0, 0, 0, 1, 0, 0, 0)).bytes(function);
    constexpr auto wide = writer{}.header({.architecture = isa::x64}).counts(1, 0).qstr("m").native(high, 8);
    CHECK_BOTH(accepted<P>(image().native(high, 8)));
    CHECK_BOTH(refused<all_on<natload::arch::x64>>(wide, errc::child_count, code_at));
    CHECK_BOTH(accepted<all_on<natload::arch::x64>>(wide.patched(code_at + 4, 0)));
}

TEST_CASE("a native generator's second word is where it starts, within its code") {
    constexpr static auto generator = writer{}.prelude({.scope_flags = 1}, {0});
    constexpr auto starting_at = [](unsigned start) {
        return image().native(writer{}.bytes(octets(0, 0, 0, 0)).byte(start).bytes(octets(0, 0, 0)).bytes(generator),
                              8);
    };
    CHECK_BOTH(accepted<P>(starting_at(0)));
    CHECK_BOTH(accepted<P>(starting_at(11)));
    CHECK_BOTH(refused<P>(starting_at(12), errc::generator_start, code_at + 4));
    CHECK_BOTH(refused<P>(starting_at(0).patched(code_at + 7, 0x80), errc::generator_start, code_at + 4));
    // Code too short for a second word.
    CHECK_BOTH(
        refused<P>(image().native(writer{}.bytes(octets(0, 0, 0)).bytes(generator), 3), errc::child_count, code_at));
    CHECK_BOTH(refused<P>(image().native(writer{}.bytes(octets(0, 0, 0, 0)).bytes(octets(0x80, 0x40, 2)), 4),
                          errc::prelude, code_at + 7));
    CHECK_BOTH(refused<P>(image().native(writer{}.bytes(octets(0, 0, 0, 0)).bytes(octets(0x80, 0x40, 0)), 4),
                          errc::prelude, code_at + 7));
}
