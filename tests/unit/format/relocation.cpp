// SPDX-License-Identifier: MIT
// Which lists of relocations are well-formed. What they do to the words: relocation_words.cpp.
#include <natload/format/relocation.hpp>

#include <natload/arch.hpp>

#include <array>
#include <cstdint>

#include "support/check_both.hpp"
#include "support/verdict.hpp"

using namespace natload::testing;

namespace {

using natload::errc;
using natload::platform;
using natload::platform_options;
namespace arch = natload::arch;

using P = linked_on<arch::armv7m>;
using P64 = linked_on<arch::rv64imc>;

template <std::uint16_t Entries>
using with_table_of = platform<arch::armv7m, platform_options{.host_entries = Entries}>;

using with_empty_rows = platform<arch::armv7m, platform_options{.empty_rows = true}>;

template <std::size_t Size>
constexpr std::array<std::uint8_t, Size> zeros{};

// Images up to their relocations: 4 words of code, 3 of rodata, 4 bytes of bss, a name; or code and nothing else.
constexpr auto to_rich = writer{}
                             .header({.architecture = isa::armv7m})
                             .counts(1, 0)
                             .static_qstr(1)
                             .viper(zeros<16>, {.rodata = zeros<12>, .bss = 4, .relocations = true});
constexpr auto to_poor =
    writer{}.header({.architecture = isa::armv7m}).counts(0, 0).viper(zeros<16>, {.relocations = true});
constexpr auto to_rich64 = writer{}
                               .header({.architecture = isa::rv64imc})
                               .counts(1, 0)
                               .static_qstr(1)
                               .viper(zeros<32>, {.rodata = zeros<24>, .bss = 8, .relocations = true});
constexpr writer rich() { return to_rich; }
constexpr writer poor() { return to_poor; }
constexpr writer rich64() { return to_rich64; }

template <class Platform = P>
constexpr bool is_good(writer list) {
    return accepted<Platform>(list.end_of_relocations());
}
// Refused before anything else is read, whatever follows.
template <class Platform = P>
constexpr bool is_bad(writer list, errc why, field where) {
    return refused<Platform>(list, why, where) && refused<Platform>(writer{list}.end_of_relocations(), why, where);
}
template <class Platform = P>
constexpr bool has_no_target(const writer& list) {
    return is_bad<Platform>(list, errc::relocation_target, field::relocation);
}
template <class Platform = P>
constexpr bool is_outside(const writer& list, field where) {
    return is_bad<Platform>(list, errc::relocation_outside, where);
}

constexpr destination sections[] = {to::code, to::rodata, to::bss};
constexpr destination others[] = {to::qstr_table, to::host_table, to::host_entry(0), to::host_entry(86)};

// Each destination that the rich image has, in each form: placed and running, in code and rodata, alone and in rows.
template <class Platform>
constexpr bool takes_each_form(const writer& image) {
    bool all = true;
    const auto each = [&](destination d) {
        for (const place p : {in_code(0), in_code(3), in_rodata(0), in_rodata(2)}) {
            all = all && is_good<Platform>(writer{image}.relocation(d, p));
        }
        for (const place p : {in_code(0), in_rodata(1)}) {
            all = all && is_good<Platform>(writer{image}.relocation(to::code, p).relocation(d));
        }
    };
    for (const destination d : sections) {
        each(d);
        for (std::uint64_t n = 1; n <= 4; ++n) {
            all = all && is_good<Platform>(writer{image}.relocation(d, in_code(4 - n), repeat{n}));
            if (n > 3) continue;
            all = all && is_good<Platform>(writer{image}.relocation(d, in_rodata(3 - n), repeat{n})) &&
                  is_good<Platform>(writer{image}.relocation(to::code, in_code(0)).relocation(d, repeat{n}));
        }
    }
    for (const destination d : others) each(d);
    return all;
}

// The same, first in the list and without a place.
template <class Platform>
constexpr bool wants_a_place_first(const writer& image) {
    bool all = true;
    for (const destination d : sections) {
        all = all && is_outside<Platform>(writer{image}.relocation(d), field::relocation) &&
              is_outside<Platform>(writer{image}.relocation(d, repeat{1}), field::relocation);
    }
    for (const destination d : others) {
        all = all && is_outside<Platform>(writer{image}.relocation(d), field::relocation);
    }
    return all;
}

}  // namespace

TEST_CASE("each destination in each form") {
    CHECK_BOTH(takes_each_form<P>(to_rich));
    CHECK_BOTH(takes_each_form<P64>(to_rich64));
    CHECK_BOTH(is_good(rich()));
    CHECK_BOTH(is_good(poor()));
}

TEST_CASE("the first relocation has a place") {
    CHECK_BOTH(wants_a_place_first<P>(to_rich));
    CHECK_BOTH(wants_a_place_first<P64>(to_rich64));
}

TEST_CASE("an address that the module has not") {
    CHECK_BOTH(has_no_target(poor().relocation(to::rodata, in_code(0))));
    CHECK_BOTH(has_no_target(poor().relocation(to::rodata, in_code(0), repeat{1})));
    CHECK_BOTH(has_no_target(poor().relocation(to::bss, in_code(0))));
    CHECK_BOTH(has_no_target(poor().relocation(to::bss, in_code(0), repeat{1})));
    CHECK_BOTH(has_no_target(poor().relocation(to::qstr_table, in_code(0))));
    CHECK_BOTH(has_no_target(poor().relocation(to::code, in_code(0)).relocation(to::bss)));
    // A section of size 0 is none.
    constexpr auto empty = writer{}
                               .header({.architecture = isa::armv7m})
                               .counts(0, 0)
                               .viper(zeros<16>, {.relocations = true, .flags = flag::rodata | flag::bss});
    CHECK_BOTH(has_no_target(writer{empty}.relocation(to::rodata, in_code(0))));
    CHECK_BOTH(has_no_target(writer{empty}.relocation(to::bss, in_code(0))));
}

TEST_CASE("a linked module has no table of objects") {
    CHECK_BOTH(has_no_target(rich().relocation(to::object_table, in_code(0))));
    CHECK_BOTH(has_no_target(rich().relocation(to::object_table)));
    CHECK_BOTH(has_no_target<all_on<arch::armv7m>>(rich().relocation(to::object_table, in_code(0))));
    constexpr auto with_object = writer{}
                                     .header({.architecture = isa::armv7m})
                                     .counts(0, 1)
                                     .object(object_type::none)
                                     .viper(zeros<16>, {.relocations = true});
    CHECK_BOTH(is_good<all_on<arch::armv7m>>(writer{with_object}.relocation(to::object_table, in_code(0))));
    CHECK_BOTH(has_no_target<all_on<arch::armv7m>>(writer{with_object}.relocation(to::qstr_table, in_code(0))));
}

TEST_CASE("an entry that the host's table has not") {
    CHECK_BOTH(is_good(rich().relocation(to::host_entry(86), in_code(0))));
    CHECK_BOTH(has_no_target(rich().relocation(to::host_entry(87), in_code(0))));
    CHECK_BOTH(has_no_target(rich().relocation(to::host_entry(117), in_code(0))));
    CHECK_BOTH(has_no_target(rich().relocation(to::code, in_code(0)).relocation(to::host_entry(118))));
    CHECK_BOTH(is_good<with_table_of<1>>(rich().relocation(to::host_entry(0), in_code(0))));
    CHECK_BOTH(has_no_target<with_table_of<1>>(rich().relocation(to::host_entry(1), in_code(0))));
    CHECK_BOTH(is_good<with_table_of<118>>(rich().relocation(to::host_entry(117), in_code(0))));
    CHECK_BOTH(
        has_no_target<with_table_of<118>>(rich().relocation(to::code, in_code(0)).relocation(to::host_entry(118))));
    CHECK_BOTH(is_good<with_table_of<119>>(rich().relocation(to::code, in_code(0)).relocation(to::host_entry(118))));
    CHECK_BOTH(is_good<with_table_of<1>>(rich().relocation(to::host_table, in_code(0))));
}

TEST_CASE("a place outside its section") {
    CHECK_BOTH(is_outside(rich().relocation(to::code, in_code(4)), field::place));
    CHECK_BOTH(is_outside(rich().relocation(to::code, in_rodata(3)), field::place));
    CHECK_BOTH(is_outside(rich().relocation(to::code, in_code(4), repeat{1}), field::place));
    CHECK_BOTH(is_outside(rich().relocation(to::host_entry(0), in_code(0x7fffffff)), field::place));
    CHECK_BOTH(is_outside(rich().relocation(to::code, in_rodata(0x7fffffff)), field::place));
    CHECK_BOTH(is_outside(rich().relocation(to::code, in_code(0x40000000)), field::place));
    CHECK_BOTH(is_outside(poor().relocation(to::code, in_rodata(0)), field::place));
    CHECK_BOTH(is_outside(rich().relocation(to::code, in_code(0)).relocation(to::code, in_code(4)), field::place));
    CHECK_BOTH(is_outside<P64>(rich64().relocation(to::code, in_code(4)), field::place));
    CHECK_BOTH(is_outside<P64>(rich64().relocation(to::code, in_rodata(3)), field::place));
}

TEST_CASE("a cursor that ran out of its section") {
    CHECK_BOTH(is_outside(rich().relocation(to::code, in_code(3)).relocation(to::code), field::relocation));
    CHECK_BOTH(is_outside(rich().relocation(to::code, in_rodata(2)).relocation(to::bss), field::relocation));
    CHECK_BOTH(is_outside(rich().relocation(to::code, in_code(3)).relocation(to::code, repeat{1}), field::relocation));
    CHECK_BOTH(
        is_outside(rich().relocation(to::code, in_code(0), repeat{4}).relocation(to::host_table), field::relocation));
    CHECK_BOTH(is_outside<P64>(rich64().relocation(to::code, in_rodata(2)).relocation(to::bss), field::relocation));
}

TEST_CASE("a repeat of none, or of more words than follow") {
    CHECK_BOTH(is_outside(rich().relocation(to::code, in_code(0), repeat{0}), field::repeat));
    CHECK_BOTH(is_outside(rich().relocation(to::code, in_code(0), repeat{5}), field::repeat));
    CHECK_BOTH(is_outside(rich().relocation(to::bss, in_rodata(1), repeat{3}), field::repeat));
    CHECK_BOTH(is_outside(rich().relocation(to::rodata, in_code(3), repeat{0xffffffff}), field::repeat));
    CHECK_BOTH(is_outside(rich().relocation(to::code, in_code(2)).relocation(to::bss, repeat{2}), field::repeat));
    CHECK_BOTH(is_outside(rich().relocation(to::code, in_code(2)).relocation(to::bss, repeat{0}), field::repeat));
    CHECK_BOTH(is_outside<P64>(rich64().relocation(to::code, in_code(0), repeat{5}), field::repeat));
}

TEST_CASE("rows of no words, where the platform takes them, are anywhere and end a list that the image ends") {
    using Q = with_empty_rows;
    const auto row = [](writer list, place at) { return list.relocation(to::code, at, repeat{0}); };
    CHECK_BOTH(is_good<Q>(row(rich(), in_code(0))));
    CHECK_BOTH(is_good<Q>(row(rich(), in_code(400))));
    CHECK_BOTH(is_good<Q>(rich().relocation(to::bss, repeat{0})));
    CHECK_BOTH(accepted<Q>(row(rich(), in_rodata(3))));
    CHECK_BOTH(accepted<Q>(row(row(rich(), in_code(0)), in_code(9))));
    CHECK_BOTH(refused<Q>(rich().mark(), errc::truncated, field::marked));
    CHECK_BOTH(refused<Q>(rich().relocation(to::code, in_code(0)).mark(), errc::truncated, field::marked));
    CHECK_BOTH(
        refused<Q>(row(rich(), in_code(0)).relocation(to::code, in_code(0)).mark(), errc::truncated, field::marked));
    CHECK_BOTH(is_outside<Q>(row(rich(), in_code(4)).relocation(to::code), field::relocation));
    CHECK_BOTH(is_outside<Q>(rich().relocation(to::code, in_code(4), repeat{1}), field::repeat));
    CHECK_BOTH(is_outside<Q>(rich().relocation(to::code, in_code(4)), field::place));
    CHECK_BOTH(has_no_target<Q>(poor().relocation(to::bss, in_code(0), repeat{0})));
}

TEST_CASE("no more words in all than code and rodata hold") {
    // 4 and 3 words: six of them here, on the same places if need be.
    constexpr auto six = rich().relocation(to::code, in_code(0), repeat{4}).relocation(to::code, in_code(0), repeat{2});
    CHECK_BOTH(is_good(six));
    CHECK_BOTH(is_good(writer{six}.relocation(to::bss)));
    CHECK_BOTH(is_good(writer{six}.relocation(to::bss, in_rodata(0), repeat{1})));
    CHECK_BOTH(is_outside(writer{six}.relocation(to::bss, in_rodata(0), repeat{2}), field::repeat));
    CHECK_BOTH(is_outside(writer{six}.relocation(to::bss, repeat{2}), field::repeat));
    constexpr auto seven = writer{six}.relocation(to::host_entry(5), in_code(1));
    CHECK_BOTH(is_good(seven));
    CHECK_BOTH(is_outside(writer{seven}.relocation(to::host_entry(5)), field::relocation));
    CHECK_BOTH(is_outside(writer{seven}.relocation(to::code, in_code(0)), field::place));
    CHECK_BOTH(is_outside(writer{seven}.relocation(to::code, in_rodata(0), repeat{1}), field::repeat));
}

TEST_CASE("a word lies wholly inside its section") {
    constexpr auto seven_bytes = writer{}
                                     .header({.architecture = isa::armv7m})
                                     .counts(0, 0)
                                     .viper(zeros<7>, {.rodata = zeros<7>, .relocations = true});
    CHECK_BOTH(is_good(writer{seven_bytes}.relocation(to::code, in_code(0)).relocation(to::code, in_rodata(0))));
    CHECK_BOTH(is_outside(writer{seven_bytes}.relocation(to::code, in_code(1)), field::place));
    CHECK_BOTH(is_outside(writer{seven_bytes}.relocation(to::code, in_rodata(1)), field::place));
    CHECK_BOTH(
        is_outside(writer{seven_bytes}.relocation(to::code, in_code(0)).relocation(to::code), field::relocation));
    // Two words of 7 bytes each, of which one is left over: 1 + 1 in all, not 14 / 4.
    constexpr auto two = writer{seven_bytes}.relocation(to::code, in_code(0)).relocation(to::code, in_code(0));
    CHECK_BOTH(is_good(two));
    CHECK_BOTH(is_outside(writer{two}.relocation(to::code, in_code(0)), field::place));
    constexpr auto three_bytes =
        writer{}.header({.architecture = isa::armv7m}).counts(0, 0).viper(zeros<3>, {.relocations = true});
    CHECK_BOTH(is_good(three_bytes));
    CHECK_BOTH(is_outside(writer{three_bytes}.relocation(to::code, in_code(0)), field::place));
}

TEST_CASE("a list that is cut short") {
    CHECK_BOTH(refused<P>(to_rich, errc::truncated, to_rich.offset()));
    CHECK_BOTH(refused<P>(rich().byte(1), errc::truncated, to_rich.offset() + 1));
    CHECK_BOTH(refused<P>(rich().byte(1).byte(0x80), errc::truncated, to_rich.offset() + 1));
    CHECK_BOTH(refused<P>(rich().byte(3).byte(0), errc::truncated, to_rich.offset() + 2));
    CHECK_BOTH(refused<P>(rich().byte(3).byte(0).byte(0x80), errc::truncated, to_rich.offset() + 2));
    CHECK_BOTH(refused<P>(rich().relocation(to::code, in_code(0)), errc::truncated, to_rich.offset() + 2));
}

TEST_CASE("numbers of more than 32 bits") {
    constexpr std::uint64_t too_large = 0x100000000;
    CHECK_BOTH(is_bad(rich().relocation(to::code, in_code(too_large / 2)), errc::number_too_large, field::place));
    CHECK_BOTH(
        is_bad(rich().relocation(to::code, in_code(0), repeat{too_large}), errc::number_too_large, field::repeat));
    CHECK_BOTH(is_bad(rich().relocation(to::code, in_code(0)).relocation(to::code, repeat{too_large + 1}),
                      errc::number_too_large, field::repeat));
}

TEST_CASE("numbers may be padded") {
    CHECK_BOTH(is_good(rich().byte(1).vuint(6, 3)));
    CHECK_BOTH(is_good(rich().byte(3).vuint(0, 5).vuint(4, 2)));
    CHECK_BOTH(is_bad(rich().byte(1).mark(field::place).vuint(8, 3), errc::relocation_outside, field::place));
}

TEST_CASE("what is added is checked before where") {
    CHECK_BOTH(has_no_target(poor().relocation(to::bss, in_code(4))));
    CHECK_BOTH(has_no_target(poor().relocation(to::bss, in_code(0x80000000))));
    CHECK_BOTH(has_no_target(poor().relocation(to::bss)));
    CHECK_BOTH(has_no_target(poor().relocation(to::bss, in_code(0), repeat{0})));
}
