// SPDX-License-Identifier: MIT
#include <natload/cache/recording.hpp>
#include <natload/memory/aliased.hpp>
#include <natload/memory/recording.hpp>
#include <natload/memory/simulated.hpp>

#include "support/check_both.hpp"

using namespace natload;

namespace {

using log = event_log<8>;
using ram = memory::simulated<std::uint32_t, 64>;

// nRF52: its RAM at 0x20000000 is seen by the instruction bus at 0x00800000.
using code_ram = memory::aliased<memory::recording<log, ram>, 0x20000000, 0x00800000>;

// The events of a commit whose relocation answers this.
constexpr log events_of_commit(errc relocation, errc expected) {
    log events;
    ram below(0x20000100);
    memory::recording recorded(events, below);
    code_ram code(recorded);
    cache::recording cache(events, cache::none{});

    std::uint8_t* const block = code.allocate(10, 16);
    events.clear();
    const auto relocate = [&](std::uint32_t run) {
        events.add(event_kind::relocate, run, 10);
        return relocation;
    };
    if (code.commit(block, 10, relocate, cache) != expected) events.clear();
    code.release(block, 10);
    if (below.in_use() != 0) events.clear();
    return events;
}

constexpr std::uint32_t written = 0x20000110, run = 0x00800110;  // the first aligned block behind a header

constexpr bool both_addresses_are_synchronized() {
    const log events = events_of_commit(errc::none, errc::none);
    return events.count() == 4 && events[0] == event{event_kind::relocate, run, 10} &&
           events[1] == event{event_kind::synchronize, written, 10} &&
           events[2] == event{event_kind::synchronize, run, 10} && events[3] == event{event_kind::release, written, 10};
}

constexpr bool an_error_ends_the_commit() {
    const log events = events_of_commit(errc::relocation_outside, errc::relocation_outside);
    return events.count() == 2 && events[0] == event{event_kind::relocate, run, 10} &&
           events[1] == event{event_kind::release, written, 10};
}

// A window above what it shows: the difference wraps.
constexpr bool windows_lie_on_either_side() {
    ram below(0x1000);
    memory::aliased<ram, 0x1000, 0x40000000> code(below);
    std::uint32_t run_address = 0;
    const auto relocate = [&](std::uint32_t address) {
        run_address = address;
        return errc::none;
    };
    cache::none cache;
    std::uint8_t* const block = code.allocate(4, 4);
    return code.commit(block, 4, relocate, cache) == errc::none && run_address == below.address(block) + 0x3ffff000;
}

}  // namespace

TEST_CASE("runs at its alias; both addresses are synchronized") { CHECK_BOTH(both_addresses_are_synchronized()); }

TEST_CASE("a relocation that fails ends the commit") { CHECK_BOTH(an_error_ends_the_commit()); }

TEST_CASE("the alias lies below or above") { CHECK_BOTH(windows_lie_on_either_side()); }
