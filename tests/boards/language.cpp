// SPDX-License-Identifier: MIT
// The board's compiler and C++ library carry a whole C++20 program, not only natload's few headers.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <compare>
#include <concepts>
#include <cstdint>
#include <memory>
#include <numeric>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace {

struct version {
    int major, minor;
    auto operator<=>(const version&) const = default;
};

template <std::unsigned_integral T>
constexpr T sum(std::span<const T> values) {
    return std::accumulate(values.begin(), values.end(), T{0});
}

constexpr std::array<std::uint32_t, 3> numbers{1, 2, 0x80000000u};
static_assert(sum<std::uint32_t>(numbers) == 0x80000003u);

const std::string made_before_main = std::string("constructors ") + "ran";
std::uint32_t initialized = 0x12345678;
std::uint32_t cleared;

}  // namespace

TEST_CASE("data is initialized, bss is clear, constructors of globals ran") {
    CHECK(made_before_main == "constructors ran");
    CHECK(initialized == 0x12345678);
    CHECK(cleared == 0);
    initialized = cleared = 1;
    CHECK(initialized + cleared == 2);
}

TEST_CASE("concepts, spans, three-way comparison and ranges") {
    CHECK(sum<std::uint32_t>(numbers) == 0x80000003u);
    CHECK(version{1, 2} < version{1, 10});
    CHECK(std::ranges::max(numbers) == 0x80000000u);
}

TEST_CASE("the heap, containers and variants") {
    std::vector<std::uint64_t> values(1000);
    std::iota(values.begin(), values.end(), 1u);
    CHECK(std::accumulate(values.begin(), values.end(), std::uint64_t{0}) == 500500);
    CHECK(*std::make_unique<int>(7) == 7);
    CHECK(std::get<std::string>(std::variant<int, std::string>{"text"}) == "text");
}

TEST_CASE("arithmetic that small processors do in software") {
    volatile std::uint64_t big = 0x123456789abcdefu;
    CHECK(big / 1000003 == 81985283260u);
    CHECK(big % 1000003 == 637115);
    volatile std::int64_t negative = -1000000000007;
    CHECK(negative / 13 == -76923076923);
    volatile double third = 1.0 / 3.0;
    CHECK(third * 3.0 + 1.5 == doctest::Approx(2.5));
    CHECK(static_cast<int>(third * 1e6) == 333333);
    volatile float half = 0.5f;
    CHECK(half * half == 0.25f);
}
