// SPDX-License-Identifier: MIT
// Corpus files put together again by the writer, byte for byte. Long code is taken from the file, all else is spelled.
#include <doctest/doctest.h>
#include <corpus/all.hpp>

#include "support/check_both.hpp"
#include "support/mpy_writer.hpp"

using namespace natload::testing;
namespace native = corpus::native;

namespace {

constexpr auto answer(isa architecture, std::span<const std::uint8_t> code) {
    return writer{}
        .header({.architecture = architecture})
        .counts(1, 0)
        .qstr("answer.mpy")
        .viper(code, {.relocations = true})
        .end_of_relocations();
}

// Relocations, which differ, follow.
constexpr auto counter(isa architecture, std::span<const std::uint8_t> code, std::uint32_t bss) {
    return writer{}
        .header({.architecture = architecture})
        .counts(1, 0)
        .qstr("counter.mpy")
        .viper(code, {.bss = bss, .relocations = true});
}

// The code in a file, from an offset on.
template <std::size_t N>
constexpr std::span<const std::uint8_t> code(const std::uint8_t (&file)[N], std::size_t offset, std::size_t size) {
    return std::span<const std::uint8_t>(file).subspan(offset, size);
}

}  // namespace

TEST_CASE("answer of each architecture") {
    CHECK_BOTH(answer(isa::x64, octets(0x48, 0x8d, 0x46, 0x2a, 0xc3, 0, 0, 0)) == native::x64::answer_mpy);
    CHECK_BOTH(answer(isa::x86, octets(0x55, 0x89, 0xe5, 0x8b, 0x45, 0x0c, 0x5d, 0x83, 0xc0, 0x2a, 0xc3, 0)) ==
               native::x86::answer_mpy);
    CHECK_BOTH(answer(isa::armv6m, octets(0xff, 0xe7, 0x2a, 0x31, 0x08, 0x00, 0x70, 0x47)) ==
               native::armv6m::answer_mpy);
    constexpr auto thumb2 = octets(0xff, 0xe7, 0x01, 0xf1, 0x2a, 0x00, 0x70, 0x47);
    CHECK_BOTH(answer(isa::armv7m, thumb2) == native::armv7m::answer_mpy);
    CHECK_BOTH(answer(isa::armv7emsp, thumb2) == native::armv7emsp::answer_mpy);
    CHECK_BOTH(answer(isa::armv7emdp, thumb2) == native::armv7emdp::answer_mpy);
    CHECK_BOTH(answer(isa::xtensa, octets(0x22, 0xc3, 0x2a, 0x0d, 0xf0)) == native::xtensa::answer_mpy);
    constexpr auto riscv = octets(0x13, 0x85, 0xa5, 0x02, 0x82, 0x80, 0, 0);
    CHECK_BOTH(answer(isa::rv32imc, riscv) == native::rv32imc::answer_mpy);
    CHECK_BOTH(answer(isa::rv64imc, riscv) == native::rv64imc::answer_mpy);
}

TEST_CASE("counter of each architecture") {
    CHECK_BOTH(counter(isa::x64, code(native::x64::counter_mpy, 21, 96), 40)
                   .relocation(to::bss, in_code(9), repeat{3})
                   .end_of_relocations() == native::x64::counter_mpy);
    CHECK_BOTH(counter(isa::x86, code(native::x86::counter_mpy, 21, 112), 32)
                   .relocation(to::code, in_code(24))
                   .relocation(to::bss, in_code(25), repeat{3})
                   .end_of_relocations() == native::x86::counter_mpy);
    CHECK_BOTH(counter(isa::armv6m, code(native::armv6m::counter_mpy, 21, 108), 32)
                   .relocation(to::bss, in_code(24), repeat{3})
                   .end_of_relocations() == native::armv6m::counter_mpy);
    CHECK_BOTH(counter(isa::armv7m, code(native::armv7m::counter_mpy, 21, 108), 32)
                   .relocation(to::bss, in_code(24), repeat{3})
                   .end_of_relocations() == native::armv7m::counter_mpy);
    CHECK_BOTH(counter(isa::armv7emsp, code(native::armv7emsp::counter_mpy, 21, 108), 32)
                   .relocation(to::bss, in_code(24), repeat{3})
                   .end_of_relocations() == native::armv7emsp::counter_mpy);
    CHECK_BOTH(counter(isa::armv7emdp, code(native::armv7emdp::counter_mpy, 21, 108), 32)
                   .relocation(to::bss, in_code(24), repeat{3})
                   .end_of_relocations() == native::armv7emdp::counter_mpy);
    CHECK_BOTH(counter(isa::rv32imc, code(native::rv32imc::counter_mpy, 21, 104), 32)
                   .relocation(to::bss, in_code(23), repeat{3})
                   .end_of_relocations() == native::rv32imc::counter_mpy);
    CHECK_BOTH(counter(isa::rv64imc, code(native::rv64imc::counter_mpy, 21, 128), 32)
                   .relocation(to::bss, in_code(13), repeat{3})
                   .end_of_relocations() == native::rv64imc::counter_mpy);
}

TEST_CASE("the other relocations: text and data in turn, the host's table, its entries, names") {
    CHECK_BOTH(writer{}
                   .header({.architecture = isa::x64})
                   .counts(1, 0)
                   .qstr("dispatch.mpy")
                   .viper(code(native::x64::dispatch_mpy, 22, 272), {.bss = 4, .relocations = true})
                   .relocation(to::code, in_code(32))
                   .relocation(to::bss, in_code(33))
                   .relocation(to::code, in_code(20), repeat{2})
                   .relocation(to::bss, in_code(22))
                   .relocation(to::code, in_code(23), repeat{2})
                   .relocation(to::bss, in_code(25))
                   .relocation(to::code, in_code(26), repeat{2})
                   .relocation(to::bss, in_code(28))
                   .relocation(to::code, in_code(29), repeat{2})
                   .end_of_relocations() == native::x64::dispatch_mpy);
    CHECK_BOTH(writer{}
                   .header({.architecture = isa::x64})
                   .counts(1, 0)
                   .qstr("hostcalls.mpy")
                   .viper(code(native::x64::hostcalls_mpy, 23, 168), {.bss = 24, .relocations = true})
                   .relocation(to::host_table, in_code(19))
                   .relocation(to::bss, in_code(20))
                   .end_of_relocations() == native::x64::hostcalls_mpy);
    CHECK_BOTH(writer{}
                   .header({.architecture = isa::x64})
                   .counts(1, 0)
                   .qstr("memory.mpy")
                   .viper(code(native::x64::memory_mpy, 20, 160), {.bss = 40, .relocations = true})
                   .relocation(to::bss, in_code(19))
                   .relocation(to::host_entry(51), in_code(14))
                   .relocation(to::host_entry(50), in_code(17))
                   .end_of_relocations() == native::x64::memory_mpy);
    CHECK_BOTH(writer{}
                   .header({.architecture = isa::x64})
                   .counts(5, 0)
                   .qstr("strings.mpy")
                   .qstr("a_rather_long_name_that_no_firmware_has_interned_before")
                   .qstr("read_register")
                   .qstr("temperature")
                   .qstr("x")
                   .viper(code(native::x64::strings_mpy, 109, 88), {.relocations = true})
                   .relocation(to::qstr_table, in_code(10))
                   .end_of_relocations() == native::x64::strings_mpy);
}

TEST_CASE("bytecode: a prelude and opcodes") {
    constexpr auto code = writer{}.prelude({}, {1}).bytes(octets(0x51, 0x63));
    CHECK_BOTH(writer{}.header({.sub_version = 0}).counts(2, 0).qstr("empty.py").static_qstr(7).bytecode(code) ==
               corpus::bytecode::empty_mpy);
}

TEST_CASE("a tree: bytecode and two assembler functions") {
    constexpr auto& file = corpus::emitted::xtensawin::asm_mpy;
    constexpr auto root = writer{}.prelude({.n_state = 2}, {1}, {0x20, 0x66, 0x64, 0x40}).bytes(code(file, 46, 16));
    CHECK_BOTH(writer{}
                   .header({.architecture = isa::xtensawin})
                   .counts(5, 0)
                   .qstr("asm_xtensa.py")
                   .static_qstr(7)
                   .static_qstr(115)
                   .qstr("add")
                   .qstr("sum_to")
                   .bytecode(root, with_children)
                   .children(2)
                   .assembler(code(file, 64, 12), 2, 2)
                   .assembler(code(file, 81, 31), 1, 2) == file);
}
