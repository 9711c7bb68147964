// SPDX-License-Identifier: MIT
#include <natload/format/names.hpp>

#include <natload/arch.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>

#include "support/check_both.hpp"
#include "support/verdict.hpp"

using namespace natload::testing;

namespace {

using natload::errc;
using natload::error;
using P = linked_on<natload::arch::armv7m>;
using text = std::span<const std::uint8_t>;

constexpr auto header = writer{}.header({.architecture = isa::armv7m});
constexpr auto code = octets(0x70, 0x47, 0, 0);

constexpr writer names(unsigned count) { return writer{header}.counts(count, 0); }

// An image with one name, and what verify says to it.
constexpr error verdict_on(text name) {
    return natload::verify<P>(names(1).vuint(name.size() << 1).bytes(name).byte(0).viper(code)).error();
}
constexpr error not_utf8{errc::encoding, 7};

constexpr bool is_text(text name) { return verdict_on(name) == error{}; }
constexpr bool is_no_text(text name) { return verdict_on(name) == not_utf8; }

// The table of well-formed byte sequences of the Unicode standard (3-7), a row each: what the bytes may be.
struct range {
    unsigned from, to;
};
constexpr range tail{0x80, 0xbf};
constexpr std::array<range, 4> well_formed[] = {
    {{{0x00, 0x7f}}},
    {{{0xc2, 0xdf}, tail}},
    {{{0xe0, 0xe0}, {0xa0, 0xbf}, tail}},
    {{{0xe1, 0xec}, tail, tail}},
    {{{0xed, 0xed}, {0x80, 0x9f}, tail}},
    {{{0xee, 0xef}, tail, tail}},
    {{{0xf0, 0xf0}, {0x90, 0xbf}, tail, tail}},
    {{{0xf1, 0xf3}, tail, tail, tail}},
    {{{0xf4, 0xf4}, {0x80, 0x8f}, tail, tail}},
};

// The bytes that a row's character takes at the start of a text; 0: it is none of these.
constexpr std::size_t character(const std::array<range, 4>& row, text name) {
    std::size_t n = 0;
    for (; n < row.size() && (row[n].to != 0); ++n) {
        if (n == name.size() || name[n] < row[n].from || name[n] > row[n].to) return 0;
    }
    return n;
}

constexpr bool by_the_table(text name) {
    while (!name.empty()) {
        std::size_t n = 0;
        for (const auto& row : well_formed) n = std::max(n, character(row, name));
        if (n == 0) return false;
        name = name.subspan(n);
    }
    return true;
}

constexpr bool as_in_the_table(text name) { return verdict_on(name) == (by_the_table(name) ? error{} : not_utf8); }

// Every text whose bytes are among these, a list for each place.
template <std::size_t Size, class Visit>
void each_text(const std::array<std::span<const std::uint8_t>, Size>& choices, Visit visit) {
    std::array<std::size_t, Size> at{};
    for (;;) {
        std::array<std::uint8_t, Size> name{};
        for (std::size_t i = 0; i < Size; ++i) name[i] = choices[i][at[i]];
        visit(text(name));
        std::size_t i = 0;
        while (i < Size && ++at[i] == choices[i].size()) at[i++] = 0;
        if (i == Size) return;
    }
}

constexpr auto any_byte = [] {
    std::array<std::uint8_t, 256> all{};
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<std::uint8_t>(i);
    return all;
}();
// The first and the last of each range, and their neighbours.
constexpr auto edges = octets(0x00, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1,
                              0xec, 0xed, 0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xf7, 0xf8, 0xff);

// How many of the texts there are, and how many are not judged as by the table.
struct tally {
    unsigned tried = 0, wrong = 0;

    void operator()(text name) {
        ++tried;
        wrong += as_in_the_table(name) ? 0u : 1u;
    }
};

}  // namespace

TEST_CASE("texts: empty, ASCII, with a NUL in them, of two to four bytes a character") {
    CHECK_BOTH(is_text(octets()));
    CHECK_BOTH(is_text(octets('m', 'a', 'i', 'n', '.', 'p', 'y')));
    CHECK_BOTH(is_text(octets('a', 0, 'b')));
    CHECK_BOTH(is_text(octets(0xc3, 0xa9)));
    CHECK_BOTH(is_text(octets(0xe2, 0x82, 0xac)));
    CHECK_BOTH(is_text(octets(0xf0, 0x9f, 0x98, 0x80)));
    CHECK_BOTH(is_text(octets('a', 0xc3, 0xa9, 0xe2, 0x82, 0xac, 0xf0, 0x9f, 0x98, 0x80, 'z')));
}

TEST_CASE("UTF-8: the ends of each range") {
    CHECK_BOTH(is_text(octets(0x7f)));
    CHECK_BOTH(is_text(octets(0xc2, 0x80)));
    CHECK_BOTH(is_text(octets(0xdf, 0xbf)));
    CHECK_BOTH(is_text(octets(0xe0, 0xa0, 0x80)));
    CHECK_BOTH(is_text(octets(0xed, 0x9f, 0xbf)));
    CHECK_BOTH(is_text(octets(0xee, 0x80, 0x80)));
    CHECK_BOTH(is_text(octets(0xef, 0xbf, 0xbf)));
    CHECK_BOTH(is_text(octets(0xf0, 0x90, 0x80, 0x80)));
    CHECK_BOTH(is_text(octets(0xf4, 0x8f, 0xbf, 0xbf)));
    CHECK_BOTH(is_no_text(octets(0x80)));                    // a continuation alone
    CHECK_BOTH(is_no_text(octets(0xc1, 0xbf)));              // two bytes for U+007F
    CHECK_BOTH(is_no_text(octets(0xe0, 0x9f, 0xbf)));        // three for U+07FF
    CHECK_BOTH(is_no_text(octets(0xed, 0xa0, 0x80)));        // U+D800
    CHECK_BOTH(is_no_text(octets(0xed, 0xbf, 0xbf)));        // U+DFFF
    CHECK_BOTH(is_no_text(octets(0xf0, 0x8f, 0xbf, 0xbf)));  // four for U+FFFF
    CHECK_BOTH(is_no_text(octets(0xf4, 0x90, 0x80, 0x80)));  // U+110000
    CHECK_BOTH(is_no_text(octets(0xf8, 0x88, 0x80, 0x80, 0x80)));
}

TEST_CASE("UTF-8: a character that the text, another or a NUL cuts short") {
    CHECK_BOTH(is_no_text(octets(0xc3)));
    CHECK_BOTH(is_no_text(octets('a', 0xe2, 0x82)));
    CHECK_BOTH(is_no_text(octets(0xf0, 0x9f, 0x98)));
    CHECK_BOTH(is_no_text(octets(0xe2, 0x82, 'a')));
    CHECK_BOTH(is_no_text(octets(0xe2, 0x82, 0xe2, 0x82, 0xac)));
    CHECK_BOTH(is_no_text(octets(0xc3, 0)));
    CHECK_BOTH(is_no_text(octets(0xf0, 0x9f, 0, 0x80)));
}

TEST_CASE("UTF-8: every text of one and of two bytes") {
    tally all;
    each_text<1>({any_byte}, [&](text name) { all(name); });
    each_text<2>({any_byte, any_byte}, [&](text name) { all(name); });
    CHECK(all.tried == 0x10100);
    CHECK(all.wrong == 0);
}

TEST_CASE("UTF-8: every text of three bytes") {
    tally all;
#ifndef NATLOAD_TEST_SLOW
    each_text<3>({any_byte, any_byte, any_byte}, [&](text name) { all(name); });
    CHECK(all.tried == 0x1000000);
#else
    each_text<3>({edges, any_byte, edges}, [&](text name) { all(name); });
    CHECK(all.tried == edges.size() * 256 * edges.size());
#endif
    CHECK(all.wrong == 0);
}

TEST_CASE("UTF-8: texts of four bytes, each at an end of a range") {
    tally all;
    each_text<4>({edges, edges, octets(0x7f, 0x80, 0xbf, 0xc0), octets(0x00, 0x7f, 0x80, 0xbf, 0xc0)},
                 [&](text name) { all(name); });
    CHECK(all.tried == edges.size() * edges.size() * 20);
    CHECK(all.wrong == 0);
}

TEST_CASE("static names are 1 to 165") {
    CHECK_BOTH(natload::static_names == 165);
    CHECK_BOTH(accepted<P>(names(1).static_qstr(1).viper(code)));
    CHECK_BOTH(accepted<P>(names(1).static_qstr(165).viper(code)));
    CHECK_BOTH(accepted<P>(names(3).static_qstr(5).static_qstr(5).vuint(11, 4).viper(code)));
    CHECK_BOTH(refused<P>(names(1).static_qstr(0), errc::static_name, field::qstr));
    CHECK_BOTH(refused<P>(names(1).static_qstr(166), errc::static_name, field::qstr));
    CHECK_BOTH(refused<P>(names(2).static_qstr(1).static_qstr(0x7fffffff), errc::static_name, field::qstr));
}

TEST_CASE("a module may have no name at all") { CHECK_BOTH(accepted<P>(names(0).viper(code))); }

TEST_CASE("what is missing or too long") {
    CHECK_BOTH(refused<P>(names(1), errc::truncated, 6));
    CHECK_BOTH(refused<P>(names(2).qstr("m"), errc::truncated, 9));
    CHECK_BOTH(refused<P>(names(1).byte(0x80), errc::truncated, 6));
    CHECK_BOTH(refused<P>(names(1).vuint(0x100000000), errc::number_too_large, 6));
    CHECK_BOTH(refused<P>(names(1).vuint(6).text("ab"), errc::truncated, 7));
    CHECK_BOTH(refused<P>(names(1).vuint(0xfffffffe).text("ab"), errc::truncated, 11));
    CHECK_BOTH(refused<P>(names(1).vuint(4).text("ab"), errc::truncated, 9));
    CHECK_BOTH(refused<P>(names(1).vuint(0), errc::truncated, 7));
}

TEST_CASE("a text ends with a NUL, which is looked for before the text is looked at") {
    CHECK_BOTH(refused<P>(names(1).vuint(4).text("abc"), errc::missing_nul, 9));
    CHECK_BOTH(refused<P>(names(1).vuint(0).text("a"), errc::missing_nul, 7));
    CHECK_BOTH(refused<P>(names(1).vuint(4).text("a\xff\xff"), errc::missing_nul, 9));
    CHECK_BOTH(refused<P>(names(1).vuint(4).text("a\xff"), errc::truncated, 9));
    CHECK_BOTH(refused<P>(names(2).qstr("m").qstr("a\xff"), errc::encoding, field::qstr_text));
}

TEST_CASE("a count of names that can't be") {
    CHECK_BOTH(refused<P>(writer{header}.counts(0xffffffff, 0).static_qstr(1), errc::truncated, 11));
    CHECK_BOTH(refused<P>(writer{header}.vuint(0x100000000), errc::number_too_large, 4));
    CHECK_BOTH(refused<P>(header, errc::truncated, 4));
    CHECK_BOTH(refused<P>(writer{header}.vuint(1), errc::truncated, 5));
    CHECK_BOTH(refused<P>(writer{header}.vuint(1).vuint(0x100000000), errc::number_too_large, 5));
}
