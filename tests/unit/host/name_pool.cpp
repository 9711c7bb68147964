// SPDX-License-Identifier: MIT
#include <natload/host/name_pool.hpp>

#include <string_view>
#include <type_traits>

#include "support/check_both.hpp"

using namespace natload;

namespace {

// A text of its own, so that its address tells a copy from the original.
template <std::size_t N>
struct literal {
    std::uint8_t text[N] = {};
    constexpr literal(const char (&from)[N]) {
        for (std::size_t i = 0; i + 1 < N; ++i) text[i] = static_cast<std::uint8_t>(from[i]);
    }
    constexpr operator bytes() const { return {text, N - 1}; }
};

constexpr bool same(bytes a, std::string_view b) {
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < b.size(); ++i) {
        if (a[i] != static_cast<std::uint8_t>(b[i])) return false;
    }
    return true;
}

constexpr literal one("one");
constexpr literal three("three");
constexpr literal seven("seven");
constexpr literal x("x");

constexpr bool numbers_are_those_behind_the_static_names() {
    host::name_pool<3> pool;
    return pool.intern(one) == 166 && pool.intern(three) == 167 && pool.intern(seven) == 168 && pool.intern(x) == 0 &&
           pool.in_use() == 3;
}

template <std::size_t Bytes>
constexpr bool counts_its_uses() {
    host::name_pool<3, Bytes> pool;
    const std::uint16_t number = pool.intern(one);
    bool holds = pool.intern(one) == number && pool.intern(one) == number && pool.in_use() == 1;
    pool.forget(number);
    pool.forget(number);
    holds = holds && pool.in_use() == 1 && same(pool.text(number), "one");
    pool.forget(number);
    holds = holds && pool.in_use() == 0 && pool.text(number).size() == 0;
    pool.forget(number);  // not in use: nothing
    return holds && pool.intern(three) == number && pool.in_use() == 1;
}

constexpr bool stays_in_place() {
    host::name_pool<2> pool;
    return pool.text(pool.intern(one)).data() == one.text;
}

constexpr bool is_copied() {
    host::name_pool<2, 8> pool;
    std::uint8_t changing[] = {'o', 'n', 'e'};
    const std::uint16_t number = pool.intern(changing);
    changing[0] = 'x';
    return pool.text(number).data() != changing && same(pool.text(number), "one") && pool.intern(one) == number;
}

constexpr bool closes_gaps() {
    host::name_pool<4, 14> pool;  // 3 + 5 + 5 + 1
    const std::uint16_t a = pool.intern(one), b = pool.intern(three), c = pool.intern(seven), d = pool.intern(x);
    bool holds = a != 0 && b != 0 && c != 0 && d != 0;
    pool.forget(b);
    holds = holds && same(pool.text(a), "one") && same(pool.text(c), "seven") && same(pool.text(d), "x");
    const std::uint16_t again = pool.intern(three);
    holds = holds && again == b && same(pool.text(again), "three") && same(pool.text(c), "seven");
    pool.forget(a);
    pool.forget(d);
    holds = holds && same(pool.text(again), "three") && same(pool.text(c), "seven");
    pool.forget(c);
    pool.forget(again);
    // All of its room is there again.
    constexpr literal fourteen("abcdefghijklmn");
    return holds && pool.in_use() == 0 && same(pool.text(pool.intern(fourteen)), "abcdefghijklmn");
}

constexpr bool full_of_text() {
    host::name_pool<4, 8> pool;
    const std::uint16_t a = pool.intern(one), b = pool.intern(seven);
    const bool full = a != 0 && b != 0 && pool.intern(x) == 0 && pool.in_use() == 2;
    const bool known = pool.intern(one) == a;  // takes no room
    constexpr literal nothing("");
    return full && known && pool.intern(nothing) != 0 && pool.in_use() == 3;
}

constexpr bool a_text_larger_than_all_room() {
    host::name_pool<4, 2> pool;
    return pool.intern(one) == 0 && pool.in_use() == 0 && pool.intern(x) != 0;
}

constexpr bool texts_of_no_bytes() {
    host::name_pool<3, 4> pool;
    constexpr literal nothing("");
    const std::uint16_t a = pool.intern(nothing), b = pool.intern(one);
    bool holds = a != 0 && b != 0 && a != b && pool.intern(nothing) == a && pool.intern(bytes{}) == a;
    pool.forget(a);
    pool.forget(a);
    holds = holds && same(pool.text(b), "one");
    pool.forget(a);
    return holds && pool.in_use() == 1;
}

constexpr bool ignores_numbers_that_it_did_not_give() {
    host::name_pool<2> pool;
    const std::uint16_t number = pool.intern(one);
    constexpr std::uint16_t others[] = {0, 1, 165, 167, 168, 0xffff};
    for (const std::uint16_t other : others) {
        pool.forget(other);
        if (pool.text(other).size() != 0) return false;
    }
    return pool.in_use() == 1 && same(pool.text(number), "one");
}

}  // namespace

TEST_CASE("numbers begin behind the static names") {
    CHECK_BOTH(numbers_are_those_behind_the_static_names());
    CHECK_BOTH(host::name_pool<1>::first_number == 166);
}

TEST_CASE("a name is in use until it was forgotten as often as interned") {
    CHECK_BOTH(counts_its_uses<0>());
    CHECK_BOTH(counts_its_uses<16>());
}

TEST_CASE("texts stay in place or are copied") {
    CHECK_BOTH(stays_in_place());
    CHECK_BOTH(is_copied());
}

TEST_CASE("copies close the gaps that others leave") { CHECK_BOTH(closes_gaps()); }

TEST_CASE("no room for a text") {
    CHECK_BOTH(full_of_text());
    CHECK_BOTH(a_text_larger_than_all_room());
}

TEST_CASE("texts of no bytes") { CHECK_BOTH(texts_of_no_bytes()); }

TEST_CASE("numbers that it did not give, static ones above all") { CHECK_BOTH(ignores_numbers_that_it_did_not_give()); }

TEST_CASE("a name is used 65,535 times at most") {
    host::name_pool<2> pool;
    const std::uint16_t number = pool.intern(one);
    for (unsigned uses = 1; uses < 0xffff; ++uses) REQUIRE(pool.intern(one) == number);
    CHECK(pool.intern(one) == 0);
    CHECK(pool.intern(one) == 0);
    CHECK(pool.in_use() == 1);
    pool.forget(number);
    CHECK(pool.intern(one) == number);
    for (unsigned uses = 0; uses < 0xffff; ++uses) {
        CHECK(pool.in_use() == 1);
        pool.forget(number);
    }
    CHECK(pool.in_use() == 0);
}

TEST_CASE("as many names as a number can tell apart") {
    static host::name_pool<0xffff - 166> pool;
    CHECK(pool.intern(one) == 166);
}

TEST_CASE("a pool has one owner") {
    CHECK_BOTH(!std::is_copy_constructible_v<host::name_pool<1>>);
    CHECK_BOTH(!std::is_copy_assignable_v<host::name_pool<1, 1>>);
    CHECK_BOTH(std::is_trivially_destructible_v<host::name_pool<1, 1>>);
}
