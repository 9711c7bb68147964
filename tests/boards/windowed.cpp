// SPDX-License-Identifier: MIT
// Windowed code and the image's call0 code call each other, so deep that the register windows run over many times.
#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <xtensa/windowed.hpp>

namespace {

// word add(a, b)
constexpr std::uint8_t add_code[] = {
    0x36, 0x41, 0x00,  // entry a1, 32
    0x30, 0x22, 0x80,  // add a2, a2, a3
    0x90, 0x00, 0x00,  // retw
};

// word sum(n, sum, last): n + (n - 1) + ... + 1 + last(7)
constexpr std::uint8_t sum_code[] = {
    0x36, 0x41, 0x00,  // entry a1, 32
    0x16, 0x12, 0x01,  // beqz a2, 1f
    0xa2, 0xc2, 0xff,  // addi a10, a2, -1
    0x30, 0xb3, 0x20,  // or a11, a3, a3
    0x40, 0xc4, 0x20,  // or a12, a4, a4
    0xe0, 0x03, 0x00,  // callx8 a3
    0xa0, 0x22, 0x80,  // add a2, a2, a10
    0x90, 0x00, 0x00,  // retw
    0xa2, 0xa0, 0x07,  // 1: movi a10, 7
    0xe0, 0x04, 0x00,  // callx8 a4
    0xa0, 0x2a, 0x20,  // or a2, a10, a10
    0x90, 0x00, 0x00,  // retw
};

struct loaded {
    template <std::size_t Size>
    explicit loaded(const std::uint8_t (&code)[Size]) {
        static_assert(Size <= sizeof memory);
        std::memcpy(memory, code, Size);
    }
    std::uintptr_t address() const { return reinterpret_cast<std::uintptr_t>(memory); }
    alignas(16) std::uint8_t memory[48];
};

std::uintptr_t address(std::uintptr_t (*function)(std::uintptr_t)) {
    return reinterpret_cast<std::uintptr_t>(function);
}

std::uintptr_t square(std::uintptr_t n) { return n * n; }

/// Ordinary code between two stretches of windowed code, with more values alive than registers.
std::uintptr_t sum_again(std::uintptr_t n) {
    const loaded sum(sum_code);
    const windowed::entry_point last(address(square));
    const volatile std::uintptr_t one = 1;
    const std::uintptr_t a = n + one, b = a + one, c = b + one, d = c + one, e = d + one;
    const std::uintptr_t result = windowed::call(sum.address(), 40, sum.address(), last.address());
    const bool kept = a == n + 1 && b == n + 2 && c == n + 3 && d == n + 4 && e == n + 5;
    return kept ? result : 0;
}

}  // namespace

TEST_CASE("a windowed function is called") {
    const loaded add(add_code);
    CHECK(windowed::call(add.address(), 40, 2) == 42);
}

TEST_CASE("windowed code goes deeper than there are registers, and calls back from there") {
    const loaded sum(sum_code);
    const windowed::entry_point last(address(square));
    for (std::uintptr_t depth = 0; depth < 130; ++depth)
        CHECK(windowed::call(sum.address(), depth, sum.address(), last.address()) == depth * (depth + 1) / 2 + 49);
}

TEST_CASE("both kinds of code alternate") {
    const loaded sum(sum_code);
    const windowed::entry_point last(address(sum_again));
    for (std::uintptr_t depth = 0; depth < 40; ++depth)
        CHECK(windowed::call(sum.address(), depth, sum.address(), last.address()) ==
              depth * (depth + 1) / 2 + 820 + 49);
}
