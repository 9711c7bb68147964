// SPDX-License-Identifier: MIT
#include <natload/arch.hpp>
#include <natload/format/header.hpp>

#include <cstdint>

#include "support/check_both.hpp"
#include "support/verdict.hpp"

using namespace natload::testing;

namespace {

namespace arch = natload::arch;
using file = natload::testing::isa;  // the architecture that a file says
using natload::abi;
using natload::errc;
using natload::error;
using natload::explain;
using natload::identity;
using natload::platform;
using natload::platform_options;
using natload::read_header;

using x64 = linked_on<arch::x64>;
using x64_all = all_on<arch::x64>;
using a64 = linked_on<arch::aarch64<natload::isa{13}>>;
using rv32 = linked_on<arch::rv32imc>;
using rv32_zba = platform<arch::rv32imc, platform_options{.arch_flags = arch::riscv_flag::zba}>;

constexpr auto of(file architecture) { return writer{}.header({.architecture = architecture}); }

template <class P = void>
constexpr error refusal(natload::bytes image) {
    return read_header<P>(image).error();
}

template <class P>
constexpr bool explained(natload::bytes image, errc why, std::uint32_t expected, std::uint32_t found) {
    const natload::expectation sides = explain<P>(image, why);
    return sides.expected == expected && sides.found == found;
}

// Whether a platform takes exactly those architecture numbers that it should, of all that fit the field.
template <class P>
constexpr bool takes_its_own(bool none_too) {
    for (std::uint8_t number = 0; number < 16; ++number) {
        const file its{number};
        const bool known = number <= 12;
        const bool wanted =
            number == 0 ? none_too : known && runs(file{static_cast<std::uint8_t>(P::arch::number)}, its);
        const error expected = wanted ? error{} : error{errc::architecture, 2};
        if (refusal<P>(of(its)) != expected) return false;
    }
    return true;
}

template <class Machines>
constexpr bool each_takes_its_own() {
    bool all = true;
    Machines::each([&](auto machine) {
        all =
            all && takes_its_own<linked_on<decltype(machine)>>(false) && takes_its_own<all_on<decltype(machine)>>(true);
    });
    return all;
}

template <abi Version>
constexpr bool takes_only_its_abi() {
    using P = platform<arch::armv7m, platform_options{.abi = Version}>;
    for (unsigned found = 0; found < 4; ++found) {
        const auto image = writer{}.header({.architecture = file::armv7m, .sub_version = found});
        const bool same = found == static_cast<unsigned>(Version);
        if (refusal<P>(image) != (same ? error{} : error{errc::abi, 2})) return false;
        if (!explained<P>(image, errc::abi, static_cast<std::uint32_t>(Version), found)) return false;
    }
    return true;
}

template <std::uint8_t Bits>
constexpr bool takes_small_ints_of_at_most() {
    using P = platform<arch::x64, platform_options{.small_int_bits = Bits}>;
    for (unsigned found = 0; found < 256; ++found) {
        const auto image = writer{}.header({.architecture = file::x64, .small_int_bits = found});
        if (refusal<P>(image) != (found <= Bits ? error{} : error{errc::small_int_bits, 3})) return false;
        if (!explained<P>(image, errc::small_int_bits, Bits, found)) return false;
    }
    return true;
}

}  // namespace

TEST_CASE("a header is read field by field") {
    constexpr auto image =
        writer{}
            .header({.architecture = file::rv32imc, .sub_version = 1, .small_int_bits = 30, .arch_flags_follow = true})
            .arch_flags(300);
    constexpr auto h = *read_header<>(image);
    CHECK_BOTH(h.version == 6);
    CHECK_BOTH(h.sub_version == 1);
    CHECK_BOTH(h.architecture == natload::isa::rv32imc);
    CHECK_BOTH(h.small_int_bits == 30);
    CHECK_BOTH(h.arch_flags == 300);
    CHECK_BOTH(read_header<>(of(file::none))->architecture == natload::isa::none);
    CHECK_BOTH(read_header<>(of(file::none))->arch_flags == 0);
}

TEST_CASE("fields are checked in their order, each as soon as it is there") {
    constexpr auto image = of(file::x64);
    CHECK_BOTH(refusal<x64>(image) == error{});
    CHECK_BOTH(refusal<x64>(image.truncated(0)) == error{errc::truncated, 0});
    CHECK_BOTH(refusal<x64>(image.patched(0, 'm').truncated(1)) == error{errc::not_mpy, 0});
    CHECK_BOTH(refusal<x64>(image.truncated(1)) == error{errc::truncated, 1});
    CHECK_BOTH(refusal<x64>(image.patched(1, 5).truncated(2)) == error{errc::version, 1});
    CHECK_BOTH(refusal<x64>(image.truncated(2)) == error{errc::truncated, 2});
    CHECK_BOTH(refusal<x64>(image.patched(2, 0x17).truncated(3)) == error{errc::architecture, 2});
    CHECK_BOTH(refusal<x64>(image.truncated(3)) == error{errc::truncated, 3});
    CHECK_BOTH(refusal<x64>(image.patched(3, 32)) == error{errc::small_int_bits, 3});
}

TEST_CASE("other magic and other versions") {
    constexpr auto image = of(file::x64);
    CHECK_BOTH(refusal<>(image.patched(0, 'm')) == error{errc::not_mpy, 0});
    CHECK_BOTH(refusal<>(image.patched(0, 0x7f)) == error{errc::not_mpy, 0});
    for (unsigned version = 0; version < 256; ++version) {
        const writer other = image.patched(1, static_cast<std::uint8_t>(version));
        CHECK(refusal<x64>(other) == (version == 6 ? error{} : error{errc::version, 1}));
    }
    CHECK_BOTH(explained<x64>(image.patched(1, 5), errc::version, 6, 5));
    CHECK_BOTH(explained<x64>(image.patched(1, 7).truncated(2), errc::version, 6, 7));
}

TEST_CASE("bit 7 of the features is reserved") {
    constexpr auto image = writer{}.header({.architecture = file::x64, .reserved_bit = true});
    CHECK_BOTH(refusal<x64>(image) == error{errc::feature_bits, 2});
    CHECK_BOTH(refusal<>(image) == error{errc::feature_bits, 2});
    // Of bytecode too, and alone.
    constexpr auto nothing_else = writer{}.header({.sub_version = 0, .reserved_bit = true});
    CHECK_BOTH(nothing_else.data()[2] == 0x80);
    CHECK_BOTH(refusal<x64_all>(nothing_else) == error{errc::feature_bits, 2});
    // It is refused before what else may be wrong with the byte.
    CHECK_BOTH(refusal<rv32>(image) == error{errc::feature_bits, 2});
}

TEST_CASE("each machine takes the architectures that it runs; bytecode where more than linked modules is in scope") {
    CHECK_BOTH(each_takes_its_own<arch::all>());
}

TEST_CASE("a machine of an unknown number is only read without a platform") {
    constexpr auto image = of(file{13});
    CHECK_BOTH(read_header<>(image)->architecture == natload::isa{13});
    CHECK_BOTH(refusal<x64_all>(image) == error{errc::architecture, 2});
}

TEST_CASE("a machine to which the build gave a free number") {
    CHECK_BOTH(refusal<a64>(of(file{13})) == error{});
    CHECK_BOTH(refusal<a64>(of(file{14})) == error{errc::architecture, 2});
    CHECK_BOTH(refusal<a64>(of(file::x64)) == error{errc::architecture, 2});
    CHECK_BOTH(identity<a64::arch>() == 0x3706);
}

TEST_CASE("both sides of an architecture that is refused") {
    using m4f = linked_on<arch::armv7emsp>;
    CHECK_BOTH(explained<x64>(of(file::armv6m), errc::architecture, 2, 4));
    CHECK_BOTH(explained<m4f>(of(file::armv7emdp), errc::architecture, 7, 8));
    CHECK_BOTH(explained<x64>(of(file::none), errc::architecture, 2, 0));
    CHECK_BOTH(explained<x64>(of(file{15}), errc::architecture, 2, 15));
}

TEST_CASE("machine code has exactly the host's sub-version of the ABI") {
    CHECK_BOTH(takes_only_its_abi<abi::v6_0>());
    CHECK_BOTH(takes_only_its_abi<abi::v6_1>());
    CHECK_BOTH(takes_only_its_abi<abi::v6_2>());
    CHECK_BOTH(takes_only_its_abi<abi::v6_3>());
}

TEST_CASE("without an architecture the sub-version means nothing") {
    CHECK_BOTH(refusal<x64_all>(writer{}.header({.sub_version = 0})) == error{});
    CHECK_BOTH(refusal<x64_all>(writer{}.header({.sub_version = 1})) == error{});
    CHECK_BOTH(refusal<x64_all>(writer{}.header({.sub_version = 2})) == error{});
    CHECK_BOTH(refusal<x64_all>(writer{}.header({.sub_version = 3})) == error{});
}

TEST_CASE("small integers need no more bits than the host's have") {
    CHECK_BOTH(takes_small_ints_of_at_most<30>());
    CHECK_BOTH(takes_small_ints_of_at_most<31>());
    CHECK_BOTH(takes_small_ints_of_at_most<46>());
    CHECK_BOTH(takes_small_ints_of_at_most<63>());
    CHECK_BOTH(platform_options{}.small_int_bits == 31);
}

TEST_CASE("extension flags are some of the machine's") {
    constexpr auto start = writer{}.header({.architecture = file::rv32imc, .arch_flags_follow = true});
    CHECK_BOTH(refusal<rv32>(writer{start}.arch_flags(0)) == error{});
    CHECK_BOTH(refusal<rv32>(writer{start}.vuint(0, 6)) == error{});
    CHECK_BOTH(refusal<rv32>(writer{start}.arch_flags(1)) == error{errc::arch_flags, 4});
    CHECK_BOTH(refusal<rv32_zba>(writer{start}.arch_flags(0)) == error{});
    CHECK_BOTH(refusal<rv32_zba>(writer{start}.arch_flags(1)) == error{});
    CHECK_BOTH(refusal<rv32_zba>(writer{start}.arch_flags(2)) == error{errc::arch_flags, 4});
    CHECK_BOTH(refusal<rv32_zba>(writer{start}.arch_flags(3)) == error{errc::arch_flags, 4});
    CHECK_BOTH(refusal<rv32_zba>(writer{start}.arch_flags(0x80000001)) == error{errc::arch_flags, 4});
    CHECK_BOTH(explained<rv32_zba>(writer{start}.arch_flags(3), errc::arch_flags, 1, 3));
    CHECK_BOTH(refusal<rv32>(start) == error{errc::truncated, 4});
    CHECK_BOTH(refusal<rv32>(writer{start}.byte(0x81)) == error{errc::truncated, 4});
    CHECK_BOTH(refusal<rv32>(writer{start}.arch_flags(0x100000000)) == error{errc::number_too_large, 4});
}

TEST_CASE("extension flags of a machine that has none, and of bytecode") {
    constexpr auto of_x64 = writer{}.header({.architecture = file::x64, .arch_flags_follow = true});
    constexpr auto of_none = writer{}.header({.arch_flags_follow = true});
    CHECK_BOTH(refusal<x64>(writer{of_x64}.arch_flags(0)) == error{});
    CHECK_BOTH(refusal<x64>(writer{of_x64}.arch_flags(1)) == error{errc::arch_flags, 4});
    CHECK_BOTH(refusal<x64_all>(writer{of_none}.arch_flags(0)) == error{});
    CHECK_BOTH(refusal<x64_all>(writer{of_none}.arch_flags(1)) == error{errc::arch_flags, 4});
}

TEST_CASE("only what has two sides is explained") {
    constexpr auto image = of(file::x64);
    CHECK_BOTH(explained<x64>(image, errc::not_mpy, 0, 0));
    CHECK_BOTH(explained<x64>(image, errc::truncated, 0, 0));
    CHECK_BOTH(explained<x64>(image, errc::relocation_target, 0, 0));
    CHECK_BOTH(explained<x64>(image.truncated(0), errc::none, 0, 0));
}

TEST_CASE("identity is the number that MicroPython tells of itself") {
    CHECK_BOTH(identity<arch::x64>() == 0x0b06);
    CHECK_BOTH(identity<arch::armv7m>() == 0x1706);
    CHECK_BOTH(identity<arch::rv32imc>() == 0x2f06);
    CHECK_BOTH(identity<arch::rv32imc>(abi::v6_3, 3) == 0x32f06);
    CHECK_BOTH(identity<arch::x64>(abi::v6_0) == 0x0806);
    CHECK_BOTH(identity<arch::none>() == 0x0306);
    CHECK_BOTH(identity(natload::isa::rv64imc, abi::v6_2, 1) == 0x13206);
}
