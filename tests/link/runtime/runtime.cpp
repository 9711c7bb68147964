// SPDX-License-Identifier: MIT
// The arithmetic of natload_xtensawin.c against this machine's.
#include <doctest/doctest.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <random>

extern "C" {
std::uint64_t __muldi3(std::uint64_t, std::uint64_t);
float __addsf3(float, float);
float __subsf3(float, float);
float __mulsf3(float, float);
float __divsf3(float, float);
float __floatsisf(std::int32_t);
float __floatunsisf(std::uint32_t);
std::int32_t __fixsfsi(float);
std::uint32_t __fixunssfsi(float);
int __eqsf2(float, float);
int __ltsf2(float, float);
int __gesf2(float, float);
int __unordsf2(float, float);
}

namespace {

constexpr std::uint32_t special[] = {0,          1,          0x7fffff,   0x800000,   0x3f800000, 0x3f7fffff,
                                     0x34000000, 0x4b000000, 0x4b7fffff, 0x7f7fffff, 0x7f800000, 0x7fc00000,
                                     0x7f000000, 0x00ffffff, 0x4f000000, 0x4f800000};

bool same(float a, float b) {
    return std::bit_cast<std::uint32_t>(a) == std::bit_cast<std::uint32_t>(b) || (std::isnan(a) && std::isnan(b));
}

bool agree(float a, float b) {
    return same(__addsf3(a, b), a + b) && same(__subsf3(a, b), a - b) && same(__mulsf3(a, b), a * b) &&
           same(__divsf3(a, b), a / b) && (__eqsf2(a, b) == 0) == (a == b) && (__ltsf2(a, b) < 0) == (a < b) &&
           (__gesf2(a, b) >= 0) == (a >= b) && (__unordsf2(a, b) != 0) == std::isunordered(a, b);
}

}  // namespace

TEST_CASE("the numbers at the edges") {
    for (const std::uint32_t a : special) {
        for (const std::uint32_t b : special) {
            for (const std::uint32_t signs : {0u, 1u, 2u, 3u}) {
                CAPTURE(a);
                CAPTURE(b);
                CHECK(agree(std::bit_cast<float>(a | signs << 31), std::bit_cast<float>(b | (signs & 2) << 30)));
            }
        }
    }
}

TEST_CASE("a million pairs") {
    std::minstd_rand random(1);
    std::size_t wrong = 0;
    for (int i = 0; i < 1'000'000; ++i) {
        const auto a = static_cast<std::uint32_t>(random() << 16 ^ random());
        // Half of the pairs are of about one size, where sums cancel.
        auto b = static_cast<std::uint32_t>(random() << 16 ^ random());
        if (i % 2 == 0) b = (b & 0x80ffffff) | (a & 0x7f000000);
        if (!agree(std::bit_cast<float>(a), std::bit_cast<float>(b))) ++wrong;
    }
    CHECK(wrong == 0);
}

TEST_CASE("wide products") {
    std::mt19937_64 random(1);
    std::size_t wrong = 0;
    for (int i = 0; i < 1'000'000; ++i) {
        const std::uint64_t a = random(), b = random();
        if (__muldi3(a, b) != a * b) ++wrong;
    }
    CHECK(wrong == 0);
    CHECK(__muldi3(~0ull, ~0ull) == 1);
}

TEST_CASE("integers") {
    std::minstd_rand random(1);
    std::size_t wrong = 0;
    for (int i = 0; i < 1'000'000; ++i) {
        const auto n = static_cast<std::uint32_t>(random() << 16 ^ random()) >> random() % 32;
        const auto s = static_cast<std::int32_t>(n);
        if (!same(__floatunsisf(n), static_cast<float>(n)) || !same(__floatsisf(s), static_cast<float>(s))) ++wrong;
        const float x =
            std::ldexp(std::bit_cast<float>((n & 0x807fffff) | 0x3f800000), static_cast<int>(random() % 30));
        if (__fixsfsi(x) != static_cast<std::int32_t>(x)) ++wrong;
        if (x > 0 && __fixunssfsi(x) != static_cast<std::uint32_t>(x)) ++wrong;
    }
    CHECK(wrong == 0);
    CHECK(__fixsfsi(3e9f) == 0x7fffffff);
    CHECK(__fixsfsi(-3e9f) == -0x7fffffff - 1);
    CHECK(__fixunssfsi(-1.0f) == 0);
    CHECK(__fixunssfsi(5e9f) == 0xffffffff);
}
