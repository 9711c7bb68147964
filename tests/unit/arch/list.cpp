// SPDX-License-Identifier: MIT
#include <natload/arch/list.hpp>

#include <array>

#include "support/check_both.hpp"

using namespace natload;

namespace {

constexpr isa found_as(isa number) {
    isa found = isa::none;
    const bool known = arch::all::with(number, [&](auto a) { found = decltype(a)::number; });
    return known ? found : isa::none;
}

constexpr std::array<unsigned, 16> times_listed() {
    std::array<unsigned, 16> times{};
    arch::all::each([&](auto a) { ++times[static_cast<std::size_t>(decltype(a)::number)]; });
    return times;
}

}  // namespace

TEST_CASE("every number of the format has one architecture, and no other number has any") {
    constexpr std::array<unsigned, 16> once = {0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0};
    CHECK_BOTH(times_listed() == once);

    CHECK_BOTH(arch::all::size == 12);

    for (std::uint8_t number = 0; number < 16; ++number) {
        CHECK(found_as(isa{number}) == (number >= 1 && number <= 12 ? isa{number} : isa::none));
    }
    CHECK_BOTH(found_as(isa::armv7m) == isa::armv7m);
}

TEST_CASE("only the one that was asked for is visited") {
    unsigned visits = 0;
    CHECK(arch::all::with(isa::x64, [&](auto) { ++visits; }));
    CHECK(visits == 1);
    CHECK(!arch::all::with(isa{14}, [&](auto) { ++visits; }));
    CHECK(!arch::list<>::with(isa::x64, [&](auto) { ++visits; }));
    CHECK(visits == 1);
}
