// SPDX-License-Identifier: MIT
#include <natload/cache/recording.hpp>
#include <natload/memory/recording.hpp>
#include <natload/memory/simulated.hpp>

#include "support/check_both.hpp"

using namespace natload;

namespace {

using log = event_log<16>;
using ram = memory::simulated<std::uint32_t, 64>;
constexpr std::uint32_t first = 0x1008;  // the first block behind a header

constexpr auto relocates_well = [](std::uint32_t) { return errc::none; };

constexpr bool notes_everything_in_order() {
    log events;
    ram below(0x1000);
    memory::recording memory(events, below);
    cache::recording cache(events, cache::none{});
    std::uint8_t* block = memory.allocate(9, 8);
    const bool committed = memory.commit(block, 9, relocates_well, cache) == errc::none;
    memory.release(block, 9);
    memory.release(nullptr, 9);
    return committed && events.count() == 6 && events[0] == event{event_kind::allocate, first, 9} &&
           events[1] == event{event_kind::commit, first, 9} && events[2] == event{event_kind::relocate, first, 9} &&
           events[3] == event{event_kind::synchronize, first, 9} &&
           events[4] == event{event_kind::committed, first, 9} && events[5] == event{event_kind::release, first, 9} &&
           below.in_use() == 0;
}

constexpr bool refuses_after_so_many_grants() {
    log events;
    ram below(0x1000);
    memory::recording memory(events, below);
    memory.grants = 2;
    const bool granted = memory.allocate(1, 1) != nullptr && memory.allocate(1, 1) != nullptr;
    const bool refused = memory.allocate(1, 1) == nullptr && memory.allocate(1, 1) == nullptr;
    return granted && refused && events.count() == 2;
}

constexpr bool notes_what_the_memory_refused() {
    log events;
    ram below(0x1000);
    memory::recording memory(events, below);
    return memory.allocate(1000, 1) == nullptr && events.count() == 1 &&
           events[0] == event{event_kind::allocate, 0, 1000};
}

constexpr bool commit_answers_as_told() {
    log events;
    ram below(0x1000);
    memory::recording memory(events, below);
    cache::recording cache(events, cache::none{});
    std::uint8_t* block = memory.allocate(9, 8);
    memory.commit_answer = errc::commit_failed;
    const bool failed = memory.commit(block, 9, relocates_well, cache) == errc::commit_failed;
    return failed && events.count() == 3 && events[2].kind == event_kind::relocate;
}

constexpr bool relocation_has_the_last_word() {
    log events;
    ram below(0x1000);
    memory::recording memory(events, below);
    cache::none cache;
    std::uint8_t* block = memory.allocate(9, 8);
    memory.commit_answer = errc::commit_failed;
    const auto relocate = [](std::uint32_t) { return errc::relocation_target; };
    return memory.commit(block, 9, relocate, cache) == errc::relocation_target;
}

}  // namespace

TEST_CASE("everything is noted, in order") { CHECK_BOTH(notes_everything_in_order()); }

TEST_CASE("refuses after so many grants, silently") { CHECK_BOTH(refuses_after_so_many_grants()); }

TEST_CASE("what the memory refused is noted at address 0") { CHECK_BOTH(notes_what_the_memory_refused()); }

TEST_CASE("commit fails as it is told, after relocation and before the cache") { CHECK_BOTH(commit_answers_as_told()); }

TEST_CASE("an error of the relocation itself comes first") { CHECK_BOTH(relocation_has_the_last_word()); }
