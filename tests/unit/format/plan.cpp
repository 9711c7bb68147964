// SPDX-License-Identifier: MIT
#include <natload/format/plan.hpp>

#include <natload/arch.hpp>

#include <cstdint>

#include "support/check_both.hpp"
#include "support/verdict.hpp"

using namespace natload::testing;

namespace {

using natload::budget;
using natload::errc;
using natload::error;
using natload::plan;
using natload::platform;
using natload::platform_options;
using natload::verify;
namespace arch = natload::arch;

using m3 = linked_on<arch::armv7m>;
using x64 = linked_on<arch::x64>;

constexpr auto three = octets(5, 6, 7);
constexpr auto eight = octets(1, 2, 3, 4, 5, 6, 7, 8);

struct sections {
    std::uint32_t bss = 0;
    bool rodata = false;  // of 3 bytes
    unsigned names = 0;   // a static name each
};

constexpr writer image_of(isa architecture, const sections& s) {
    writer image = writer{}.header({.architecture = architecture}).counts(s.names, 0);
    for (unsigned i = 0; i < s.names; ++i) image.static_qstr(1);
    return image.viper(
        eight,
        {.rodata = s.rodata ? std::span<const std::uint8_t>(three) : std::span<const std::uint8_t>{}, .bss = s.bss});
}

template <class P = m3>
constexpr natload::result<budget> plan_of(natload::bytes image) {
    const natload::result<natload::verified<P>> whole = verify<P>(image);
    return whole ? plan(*whole) : whole.error();
}
constexpr natload::result<budget> plan_of(const sections& s) { return plan_of<m3>(image_of(isa::armv7m, s)); }
constexpr natload::result<budget> plan64_of(const sections& s) { return plan_of<x64>(image_of(isa::x64, s)); }

constexpr bool takes(const sections& s, std::uint32_t data32, std::uint32_t data64) {
    return plan_of(s)->data == data32 && plan64_of(s)->data == data64;
}

constexpr bool is_too_much(const sections& s) {
    return plan_of(s).error() == error{errc::data_limit, 0} && plan64_of(s).error() == error{errc::data_limit, 0};
}

}  // namespace

TEST_CASE("a budget names each part") {
    constexpr auto image = writer{}
                               .header({.architecture = isa::armv7m})
                               .counts(2, 0)
                               .static_qstr(1)
                               .qstr("m")
                               .viper(eight, {.rodata = three, .bss = 5, .relocations = true})
                               .relocation(to::code, in_code(0))
                               .relocation(to::bss)
                               .end_of_relocations()
                               .byte(0);
    constexpr budget b = *plan(*verify<m3>(image, natload::trailing::accept));
    CHECK_BOTH(b.code == 8);
    CHECK_BOTH(b.code_alignment == 16);
    CHECK_BOTH(b.bss == 5);
    CHECK_BOTH(b.rodata == 3);
    CHECK_BOTH(b.names == 4);
    CHECK_BOTH(b.data == 8 + 4 + 4);
    CHECK_BOTH(b.data_alignment == 8);
    CHECK_BOTH(b.relocated_words == 2);
    CHECK_BOTH(b.used == image.size() - 1);
}

TEST_CASE("words that are relocated are counted, a repeat in full") {
    constexpr auto start = writer{}.header({.architecture = isa::armv7m}).counts(0, 0);
    constexpr auto none = writer{start}.viper(eight);
    constexpr auto empty = writer{start}.viper(eight, {.relocations = true}).end_of_relocations();
    constexpr auto one = writer{start}.viper(eight, {.relocations = true}).relocation(to::code, in_code(1)).byte(0xff);
    constexpr auto two =
        writer{start}.viper(eight, {.relocations = true}).relocation(to::code, in_code(0), repeat{2}).byte(0xff);
    constexpr auto same = writer{start}
                              .viper(eight, {.relocations = true})
                              .relocation(to::host_entry(86), in_code(0))
                              .relocation(to::host_table, in_code(0))
                              .end_of_relocations();
    CHECK_BOTH(plan_of(none)->relocated_words == 0);
    CHECK_BOTH(plan_of(empty)->relocated_words == 0);
    CHECK_BOTH(plan_of(one)->relocated_words == 1);
    CHECK_BOTH(plan_of(two)->relocated_words == 2);
    CHECK_BOTH(plan_of(same)->relocated_words == 2);
}

TEST_CASE("the data of a module, to the byte: bss and rodata in whole words, two bytes a name") {
    CHECK_BOTH(takes({}, 0, 0));
    CHECK_BOTH(takes({.bss = 1}, 4, 8));
    CHECK_BOTH(takes({.bss = 4}, 4, 8));
    CHECK_BOTH(takes({.bss = 5}, 8, 8));
    CHECK_BOTH(takes({.bss = 9}, 12, 16));
    CHECK_BOTH(takes({.rodata = true}, 4, 8));
    CHECK_BOTH(takes({.names = 1}, 2, 2));
    CHECK_BOTH(takes({.names = 3}, 6, 6));
    CHECK_BOTH(takes({.bss = 1, .rodata = true, .names = 3}, 14, 22));
}

TEST_CASE("data up to the end of the address space, and not a byte more") {
    CHECK_BOTH(takes({.bss = 0xfffffff8}, 0xfffffff8, 0xfffffff8));
    CHECK_BOTH(plan_of({.bss = 0xfffffffc})->data == 0xfffffffc);
    CHECK_BOTH(plan64_of({.bss = 0xfffffff9}).error() == error{errc::data_limit, 0});
    CHECK_BOTH(is_too_much({.bss = 0xfffffffd}));
    CHECK_BOTH(is_too_much({.bss = 0xffffffff}));
    CHECK_BOTH(plan_of({.bss = 0xfffffff8, .rodata = true})->data == 0xfffffffc);
    CHECK_BOTH(is_too_much({.bss = 0xfffffffc, .rodata = true}));
    CHECK_BOTH(is_too_much({.bss = 0xffffffff, .rodata = true, .names = 200}));
    CHECK_BOTH(takes({.bss = 0xfffffff8, .names = 3}, 0xfffffffe, 0xfffffffe));
    CHECK_BOTH(is_too_much({.bss = 0xfffffff8, .names = 4}));
    CHECK_BOTH(is_too_much({.bss = 0xfffffff8, .names = 5}));
    CHECK_BOTH(plan_of({.bss = 0xfffffff4, .rodata = true, .names = 3})->data == 0xfffffffe);
    CHECK_BOTH(plan_of({.bss = 0xfffffff4, .rodata = true, .names = 4}).error() == error{errc::data_limit, 0});
}

TEST_CASE("a platform's limits") {
    using tight = platform<arch::armv7m, platform_options{.max_code = 8, .max_data = 14}>;
    using no_code = platform<arch::armv7m, platform_options{.max_code = 7, .max_data = 14}>;
    using no_data = platform<arch::armv7m, platform_options{.max_code = 8, .max_data = 13}>;
    using neither = platform<arch::armv7m, platform_options{.max_code = 0, .max_data = 0}>;
    constexpr auto image = image_of(isa::armv7m, {.bss = 1, .rodata = true, .names = 3});
    CHECK_BOTH(plan_of<tight>(image)->data == 14);
    CHECK_BOTH(plan_of<no_code>(image).error() == error{errc::code_limit, 0});
    CHECK_BOTH(plan_of<no_data>(image).error() == error{errc::data_limit, 0});
    CHECK_BOTH(plan_of<neither>(image).error() == error{errc::code_limit, 0});
    CHECK_BOTH(plan_of<no_data>(image_of(isa::armv7m, {})).has_value());
    // What wraps is too much for any limit.
    CHECK_BOTH(plan_of<tight>(image_of(isa::armv7m, {.bss = 0xffffffff})).error() == error{errc::data_limit, 0});
    // It is no matter of verify.
    CHECK_BOTH(verify<neither>(image).has_value());
}

TEST_CASE("alignment is the architecture's") {
    CHECK_BOTH(plan64_of({})->code_alignment == arch::x64::code_alignment);
    CHECK_BOTH(plan64_of({})->data_alignment == arch::x64::data_alignment);
    CHECK_BOTH(plan64_of({})->code == 8);
}
