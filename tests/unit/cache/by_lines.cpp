// SPDX-License-Identifier: MIT
// The order in which a processor's caches are synchronized, and that no line is missed. What its instructions are is
// the matter of tests/unit/cache/instructions.
#include <natload/cache/by_lines.hpp>

#include <doctest/doctest.h>

#include <cstdint>
#include <vector>

namespace {

enum class step : std::uint8_t { barrier, clean, invalidate, restart };

struct event {
    step what;
    std::uint32_t at = 0;
    friend bool operator==(const event&, const event&) = default;
};

std::vector<event> events;

template <std::uint32_t DataLine, std::uint32_t InstructionLine>
struct recording_core {
    using word = std::uint32_t;
    static word data_line() { return DataLine; }
    static word instruction_line() { return InstructionLine; }
    static void clean(word at) { events.push_back({step::clean, at}); }
    static void invalidate(word at) { events.push_back({step::invalidate, at}); }
    static void barrier() { events.push_back({step::barrier}); }
    static void restart() { events.push_back({step::restart}); }
};

template <std::uint32_t DataLine, std::uint32_t InstructionLine>
const std::vector<event>& events_of(std::uint32_t address, std::size_t size) {
    events.clear();
    natload::cache::by_lines<recording_core<DataLine, InstructionLine>>{}.synchronize(address, size);
    return events;
}

// Whether the lines that were treated so are those that the range touches, each once.
bool covers(step what, std::uint32_t line, std::uint32_t address, std::size_t size) {
    std::uint32_t next = address & ~(line - 1);
    for (const event& e : events) {
        if (e.what != what) continue;
        if (e.at != next) return false;
        next += line;
    }
    return next >= address + size && next - (address + size) < line;
}

constexpr bool nothing_in_a_constant_expression() {
    natload::cache::by_lines<recording_core<32, 32>>{}.synchronize(0x1000, 64);
    return true;
}

}  // namespace

TEST_CASE("data is clean for all to see before instructions are invalidated, and fetch starts anew at the end") {
    CHECK(events_of<32, 64>(0x101f, 34) == std::vector<event>{{step::barrier},
                                                              {step::clean, 0x1000},
                                                              {step::clean, 0x1020},
                                                              {step::clean, 0x1040},
                                                              {step::barrier},
                                                              {step::invalidate, 0x1000},
                                                              {step::invalidate, 0x1040},
                                                              {step::restart}});
}

TEST_CASE("a core without one of the caches, or with neither") {
    CHECK(events_of<0, 16>(0x1000, 17) ==
          std::vector<event>{{step::barrier}, {step::invalidate, 0x1000}, {step::invalidate, 0x1010}, {step::restart}});
    CHECK(events_of<16, 0>(0x1000, 16) ==
          std::vector<event>{{step::barrier}, {step::clean, 0x1000}, {step::barrier}, {step::restart}});
    CHECK(events_of<0, 0>(0x1000, 100) == std::vector<event>{{step::barrier}, {step::restart}});
}

TEST_CASE("the last line is never missed") {
    for (std::uint32_t address = 0x2000; address < 0x2042; ++address) {
        for (std::size_t size = 1; size < 200; ++size) {
            events_of<32, 64>(address, size);
            REQUIRE(covers(step::clean, 32, address, size));
            REQUIRE(covers(step::invalidate, 64, address, size));
        }
    }
    CHECK(events_of<32, 32>(0xffffffc0, 64).size() == 7);  // the end of the address space
    CHECK(events_of<32, 32>(0xffffffff, 1)[1] == event{step::clean, 0xffffffe0});
}

TEST_CASE("an empty range has barriers only") {
    CHECK(events_of<32, 32>(0x1010, 0) == std::vector<event>{{step::barrier}, {step::barrier}, {step::restart}});
}

TEST_CASE("nothing happens in a constant expression") {
    constexpr bool ran = nothing_in_a_constant_expression();
    CHECK(ran);
}
