// SPDX-License-Identifier: MIT
#include <array>

#include <natload/format/prelude.hpp>

#include <natload/arch.hpp>

#include "support/check_both.hpp"
#include "support/verdict.hpp"

using namespace natload::testing;

namespace {

using natload::errc;
using P = all_on<natload::arch::x64>;

constexpr auto two_names = writer{}.header({}).counts(2, 0).qstr("m").static_qstr(1);
constexpr std::uint32_t code_at = 11;  // behind the names and the raw code's first byte, if it has up to 15 bytes

constexpr writer with(const writer& code) { return writer{two_names}.bytecode(code); }
constexpr bool is_good(const writer& code) { return accepted<P>(with(code)); }

// Refused at an offset in the code.
constexpr bool is_bad(const writer& code, std::uint32_t offset) {
    return refused<P>(with(code), errc::prelude, code_at + offset);
}

constexpr auto largest = writer{}.prelude(
    {
        .n_state = 1000,
        .exception_stack = 5,
        .scope_flags = 15,
        .positional = 9,
        .keyword_only = 2,
        .default_positional = 3,
    },
    {0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0}, {1, 2, 3}, {4, 5});

constexpr natload::prelude read(natload::bytes code) {
    natload::cursor in(code);
    return natload::read_prelude(in, 2);
}

// How reading it alone fails.
constexpr natload::error met(natload::bytes code) {
    natload::cursor in(code);
    static_cast<void>(natload::read_prelude(in, 2));
    return in.failed() ? in.failure_from(code.begin()) : natload::error{};
}

template <std::size_t Size>
constexpr std::array<std::uint8_t, Size> zeros{};

}  // namespace

TEST_CASE("a prelude's numbers are spread over its bytes") {
    constexpr auto p = read(largest);
    CHECK_BOTH(p.state_slots == 1000);
    CHECK_BOTH(p.exception_slots == 5);
    CHECK_BOTH(p.scope_flags == 15);
    CHECK_BOTH(p.positional == 9);
    CHECK_BOTH(p.keyword_only == 2);
    CHECK_BOTH(p.defaults == 3);
    CHECK_BOTH(p.source_info_size == 15);
    CHECK_BOTH(p.cells == 2);
    CHECK_BOTH(p.source_info == largest.data() + largest.at(field::source_info));
    CHECK_BOTH(p.cells_at == largest.data() + largest.at(field::cells));
}

TEST_CASE("the least prelude") {
    static constexpr auto code = octets(0, 2, 1);
    constexpr auto p = read(code);
    CHECK_BOTH(p.state_slots == 1);
    CHECK_BOTH(p.source_info_size == 1);
    CHECK_BOTH(p.exception_slots + p.scope_flags + p.positional + p.keyword_only + p.defaults + p.cells == 0);
    CHECK_BOTH(is_good(writer{}.prelude({}, {0})));
    CHECK_BOTH(is_good(writer{}.prelude({}, {1}).text("opcodes")));
}

TEST_CASE("fields as long as they may be") {
    CHECK_BOTH(is_good(writer{}.prelude_signature({}, 8).prelude_sizes(1, 0, 5).vuint(0)));
    CHECK_BOTH(read(writer{}.prelude_signature({.n_state = 1u << 18}).prelude_sizes(1, 0).byte(0)).state_slots ==
               1u << 18);
    CHECK_BOTH(
        read(writer{}.prelude_signature({.positional = 200}).prelude_sizes(201, 0).bytes(zeros<201>)).positional ==
        200);
    CHECK_BOTH(read(writer{}.prelude_signature({}).prelude_sizes(150, 31).bytes(zeros<181>)).source_info_size == 150);
    CHECK_BOTH(is_bad(writer{}.prelude_signature({}).prelude_sizes((1u << 30) - 1, 31), 6));
}

TEST_CASE("a signature that is cut short or too long") {
    CHECK_BOTH(is_bad(writer{}, 0));
    CHECK_BOTH(is_bad(writer{}.byte(0x80), 0));
    CHECK_BOTH(is_bad(writer{}.byte(0x80).byte(0x80).byte(0x80), 0));
    CHECK_BOTH(is_bad(writer{}.bytes(octets(0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80)), 0));
    CHECK_BOTH(is_bad(writer{}.prelude_signature({}, 9).prelude_sizes(1, 0).byte(0), 0));
}

TEST_CASE("scope flags above 15") {
    CHECK_BOTH(is_bad(writer{}.prelude({.scope_flags = 16}, {0}), 0));
    CHECK_BOTH(is_bad(writer{}.prelude({.scope_flags = 64}, {0}), 0));
    CHECK_BOTH(is_good(writer{}.prelude({.scope_flags = 14}, {0})));
}

TEST_CASE("sizes that are cut short or too long") {
    CHECK_BOTH(is_bad(writer{}.byte(0), 1));
    CHECK_BOTH(is_bad(writer{}.byte(0).byte(0x80), 1));
    CHECK_BOTH(is_bad(writer{}.byte(0).bytes(octets(0x80, 0x80, 0x80, 0x80, 0x80)), 1));
    CHECK_BOTH(is_bad(writer{}.byte(0).prelude_sizes(1, 0, 6).byte(0), 1));
}

TEST_CASE("source information and cells lie within the code") {
    CHECK_BOTH(is_bad(writer{}.byte(0).prelude_sizes(1, 0), 2));
    CHECK_BOTH(is_bad(writer{}.byte(0).prelude_sizes(2, 0).byte(0), 2));
    CHECK_BOTH(is_bad(writer{}.byte(0).prelude_sizes(1, 1).byte(0), 3));
    CHECK_BOTH(is_bad(writer{}.byte(0).prelude_sizes(1, 3).byte(0).byte(5).byte(6), 4));
    CHECK_BOTH(is_bad(writer{}.byte(0).prelude_sizes((1u << 30) - 1, 0).byte(0), 6));
}

TEST_CASE("names are the module's, as many as the function and its arguments") {
    CHECK_BOTH(is_bad(writer{}.prelude({}, {2}), 2));
    CHECK_BOTH(is_bad(writer{}.prelude({.positional = 1}, {1, 2}), 3));
    CHECK_BOTH(is_bad(writer{}.prelude({.positional = 1, .keyword_only = 1}, {1, 1, 5}), 5));
    CHECK_BOTH(is_bad(writer{}.prelude({.positional = 1}, {1}), 3));
    CHECK_BOTH(is_bad(writer{}.prelude({.keyword_only = 1}, {1}), 4));
    CHECK_BOTH(is_good(writer{}.prelude({.positional = 3}, {0, 0, 1, 1})));
    CHECK_BOTH(is_bad(writer{}.prelude_signature({}).prelude_sizes(0, 0).byte(0), 2));
    // What follows the names is the host's: it may hold anything.
    CHECK_BOTH(is_good(writer{}.prelude({.positional = 1}, {0, 1}, {0xff, 0xff})));
}

TEST_CASE("a name's number is a vuint within the source information") {
    CHECK_BOTH(is_good(writer{}.byte(0).prelude_sizes(3, 0).vuint(1, 2)));
    CHECK_BOTH(is_bad(writer{}.byte(0).prelude_sizes(1, 0).vuint(0, 1), 2));
    CHECK_BOTH(is_bad(writer{}.byte(0).prelude_sizes(6, 0).vuint(0x100000000).byte(0), 2));
}

TEST_CASE("a name is refused before the cells that come behind it") {
    CHECK_BOTH(is_bad(writer{}.byte(0).prelude_sizes(1, 1).byte(2), 2));
}

TEST_CASE("a module without names has no function either") {
    CHECK_BOTH(refused<P>(writer{}.header({}).counts(0, 0).bytecode(writer{}.prelude({}, {0})), errc::prelude, 9));
}

TEST_CASE("whatever is wrong, read alone it is the prelude") {
    CHECK_BOTH(met(largest) == natload::error{});
    CHECK_BOTH(met(writer{}) == natload::error{errc::prelude, 0});
    CHECK_BOTH(met(writer{}.byte(0)) == natload::error{errc::prelude, 1});
    CHECK_BOTH(met(writer{}.byte(0).prelude_sizes(1, 0).byte(2)) == natload::error{errc::prelude, 2});
    CHECK_BOTH(met(writer{}.byte(0).prelude_sizes(1, 3).byte(0).byte(5)) == natload::error{errc::prelude, 4});
}
