// SPDX-License-Identifier: MIT
// The arithmetic of natload_xtensawin_wide.c against this machine's.
#include <doctest/doctest.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <random>

extern "C" {
std::uint64_t __udivdi3(std::uint64_t, std::uint64_t);
std::uint64_t __umoddi3(std::uint64_t, std::uint64_t);
std::int64_t __divdi3(std::int64_t, std::int64_t);
std::int64_t __moddi3(std::int64_t, std::int64_t);
double __adddf3(double, double);
double __subdf3(double, double);
double __muldf3(double, double);
double __divdf3(double, double);
double __extendsfdf2(float);
float __truncdfsf2(double);
double __floatsidf(std::int32_t);
double __floatunsidf(std::uint32_t);
double __floatdidf(std::int64_t);
double __floatundidf(std::uint64_t);
float __floatdisf(std::int64_t);
float __floatundisf(std::uint64_t);
std::int32_t __fixdfsi(double);
std::uint32_t __fixunsdfsi(double);
std::int64_t __fixdfdi(double);
std::uint64_t __fixunsdfdi(double);
std::int64_t __fixsfdi(float);
std::uint64_t __fixunssfdi(float);
int __eqdf2(double, double);
int __nedf2(double, double);
int __ltdf2(double, double);
int __ledf2(double, double);
int __gtdf2(double, double);
int __gedf2(double, double);
int __unorddf2(double, double);
}

namespace {

constexpr std::uint64_t special[] = {0,
                                     1,
                                     0xfffffffffffff,
                                     0x10000000000000,
                                     0x3ff0000000000000,
                                     0x3fefffffffffffff,
                                     0x3ca0000000000000,
                                     0x4330000000000000,
                                     0x7fefffffffffffff,
                                     0x7ff0000000000000,
                                     0x7ff8000000000000,
                                     0x36a0000000000000,
                                     0x47efffffefffffff,
                                     0x47effffff0000000,
                                     0x380fffffe0000000,
                                     0x41e0000000000000,
                                     0x43e0000000000000,
                                     0x43f0000000000000};

template <class Number>
bool same(Number a, Number b) {
    return a == b ? std::signbit(a) == std::signbit(b) : std::isnan(a) && std::isnan(b);
}

bool agree(double a, double b) {
    return same(__adddf3(a, b), a + b) && same(__subdf3(a, b), a - b) && same(__muldf3(a, b), a * b) &&
           same(__divdf3(a, b), a / b) && (__eqdf2(a, b) == 0) == (a == b) && (__nedf2(a, b) != 0) == (a != b) &&
           (__ltdf2(a, b) < 0) == (a < b) && (__ledf2(a, b) <= 0) == (a <= b) && (__gtdf2(a, b) > 0) == (a > b) &&
           (__gedf2(a, b) >= 0) == (a >= b) && (__unorddf2(a, b) != 0) == std::isunordered(a, b) &&
           same(__truncdfsf2(a), static_cast<float>(a)) &&
           same(__extendsfdf2(static_cast<float>(a)), static_cast<double>(static_cast<float>(a)));
}

bool divide_alike(std::uint64_t a, std::uint64_t b) {
    const auto s = static_cast<std::int64_t>(a), t = static_cast<std::int64_t>(b);
    const bool overflows = s == INT64_MIN && t == -1;
    return __udivdi3(a, b) == a / b && __umoddi3(a, b) == a % b &&
           (overflows || (__divdi3(s, t) == s / t && __moddi3(s, t) == s % t));
}

}  // namespace

TEST_CASE("doubles at the edges") {
    for (const std::uint64_t a : special) {
        for (const std::uint64_t b : special) {
            for (const std::uint64_t signs : {0u, 1u, 2u, 3u}) {
                CAPTURE(a);
                CAPTURE(b);
                CHECK(agree(std::bit_cast<double>(a | signs << 63), std::bit_cast<double>(b | (signs & 2) << 62)));
            }
        }
    }
}

TEST_CASE("pairs of doubles") {
    std::mt19937_64 random(1);
    std::size_t wrong = 0;
    for (int i = 0; i < 300'000; ++i) {
        std::uint64_t a = random(), b = random();
        if (i % 2 == 0) b = (b & 0x801fffffffffffff) | (a & 0x7fe0000000000000);      // where sums cancel
        if (i % 3 == 0) a = (a & 0x800fffffffffffff) | (random() % 300 + 870) << 52;  // about a float's least
        if (!agree(std::bit_cast<double>(a), std::bit_cast<double>(b))) ++wrong;
    }
    CHECK(wrong == 0);
}

TEST_CASE("quotients of 64 bits") {
    std::mt19937_64 random(1);
    std::size_t wrong = 0;
    for (int i = 0; i < 300'000; ++i) {
        if (!divide_alike(random() >> random() % 64, (random() >> random() % 63) | 1)) ++wrong;
    }
    CHECK(wrong == 0);
    CHECK(divide_alike(~0ull, ~0ull));
    CHECK(divide_alike(~0ull, ~0ull - 1));
    CHECK(divide_alike(1ull << 63, 3));
}

TEST_CASE("integers and doubles") {
    std::mt19937_64 random(1);
    std::size_t wrong = 0;
    for (int i = 0; i < 300'000; ++i) {
        const std::uint64_t n = random() >> random() % 64;
        const auto s = static_cast<std::int64_t>(n);
        const auto u32 = static_cast<std::uint32_t>(n);
        const auto s32 = static_cast<std::int32_t>(n);
        if (!same(__floatundidf(n), static_cast<double>(n)) || !same(__floatdidf(s), static_cast<double>(s))) ++wrong;
        if (!same(__floatundisf(n), static_cast<float>(n)) || !same(__floatdisf(s), static_cast<float>(s))) ++wrong;
        if (!same(__floatunsidf(u32), static_cast<double>(u32)) || !same(__floatsidf(s32), static_cast<double>(s32))) {
            ++wrong;
        }
        const double x =
            std::ldexp(std::bit_cast<double>((n & 0x800fffffffffffff) | 0x3ff0000000000000), static_cast<int>(n % 62));
        if (__fixdfdi(x) != static_cast<std::int64_t>(x)) ++wrong;
        if (x > 0 && __fixunsdfdi(x) != static_cast<std::uint64_t>(x)) ++wrong;
        if (std::abs(x) < 0x7fffffff && __fixdfsi(x) != static_cast<std::int32_t>(x)) ++wrong;
        if (x > 0 && x < 0xffffffff && __fixunsdfsi(x) != static_cast<std::uint32_t>(x)) ++wrong;
        const auto f = static_cast<float>(x);
        if (__fixsfdi(f) != static_cast<std::int64_t>(f)) ++wrong;
        if (f > 0 && __fixunssfdi(f) != static_cast<std::uint64_t>(f)) ++wrong;
    }
    CHECK(wrong == 0);
}

TEST_CASE("doubles that are no integers of a size") {
    CHECK(__fixdfsi(3e9) == 0x7fffffff);
    CHECK(__fixdfsi(-3e9) == -0x7fffffff - 1);
    CHECK(__fixunsdfsi(5e9) == 0xffffffff);
    CHECK(__fixunsdfsi(-1.0) == 0);
    CHECK(__fixdfdi(1e30) == INT64_MAX);
    CHECK(__fixdfdi(-1e30) == INT64_MIN);
    CHECK(__fixunsdfdi(1e30) == UINT64_MAX);
    CHECK(__fixunsdfdi(std::nan("")) == 0);
    CHECK(__fixdfdi(0.9) == 0);
}
