// SPDX-License-Identifier: MIT
#include <natload/cache/recording.hpp>
#include <natload/memory/recording.hpp>
#include <natload/memory/simulated.hpp>
#include <natload/memory/staged.hpp>

#include <array>

#include "support/check_both.hpp"

using namespace natload;

namespace {

using log = event_log<16>;

// A flash of 32 bytes that notes what is programmed. Its handles are its own bytes.
struct flash {
    log& events;
    errc answer = errc::none;
    bool full = false;
    std::array<std::uint8_t, 32> cells{};
    std::size_t reserved = 0;

    static constexpr std::uint32_t start = 0x40200000;

    constexpr std::uint32_t reserve(std::size_t size, std::size_t) {
        if (full || size > cells.size()) return 0;
        reserved += size;
        return start;
    }
    constexpr errc program(std::uint32_t address, const std::uint8_t* data, std::size_t size) {
        events.add(event_kind::committed, address, size);
        if (answer == errc::none) copy(data, size, cells.data());
        return answer;
    }
    constexpr void give_back(std::uint32_t address, std::size_t size) {
        events.add(event_kind::release, address, size);
        reserved -= size;
    }
    constexpr std::uint8_t* handle(std::uint32_t) { return cells.data(); }
    constexpr std::uint32_t address_of(const std::uint8_t* handle) const { return handle == cells.data() ? start : 0; }
};
static_assert(program_target<flash, std::uint32_t>);

constexpr std::uint32_t staging_start = 0x1000, first = 0x1010;  // the first aligned block behind a header

struct machine {
    log events;
    memory::simulated<std::uint32_t, 64> ram{staging_start};
    memory::recording<log, memory::simulated<std::uint32_t, 64>> staging{events, ram};
    flash target{events};
    memory::staged<std::uint32_t, flash, decltype(staging)> code{target, staging};
    cache::recording<log, cache::none> cache{events};
    errc relocation = errc::none;

    constexpr errc commit(std::uint8_t*& block, std::size_t size) {
        const auto relocate = [&](std::uint32_t run) {
            events.add(event_kind::relocate, run, 0);
            block[0] = 0xee;
            return relocation;
        };
        return code.commit(block, size, relocate, cache);
    }
    constexpr bool all_given_back() { return ram.in_use() == 0 && target.reserved == 0; }
};

constexpr bool relocates_programs_synchronizes_in_this_order() {
    machine m;
    std::uint8_t* block = m.code.allocate(9, 16);
    for (std::uint8_t i = 0; i < 9; ++i) block[i] = i;
    if (m.commit(block, 9) != errc::none) return false;
    const log& e = m.events;
    bool holds = e.count() == 5 && e[0] == event{event_kind::allocate, first, 12} &&
                 e[1] == event{event_kind::relocate, flash::start, 0} &&
                 e[2] == event{event_kind::committed, flash::start, 12} &&
                 e[3] == event{event_kind::synchronize, flash::start, 9} &&
                 e[4] == event{event_kind::release, first, 12};
    holds = holds && m.target.cells[0] == 0xee && m.target.cells[8] == 8 && m.target.cells[9] == 0;
    holds = holds && m.ram.in_use() == 0 && m.target.reserved == 12;
    m.code.release(block, 9);
    return holds && m.all_given_back();
}

constexpr bool failed_commit_keeps_the_staging_block(errc relocation, errc answer, bool full, errc expected) {
    machine m;
    m.relocation = relocation;
    m.target.answer = answer;
    m.target.full = full;
    std::uint8_t* block = m.code.allocate(9, 16);
    const bool failed = m.commit(block, 9) == expected && m.target.reserved == 0 && m.ram.in_use() != 0;
    bool synchronized = false;
    for (std::size_t i = 0; i < m.events.count(); ++i) synchronized |= m.events[i].kind == event_kind::synchronize;
    m.code.release(block, 9);
    return failed && !synchronized && m.all_given_back();
}

constexpr bool given_back_uncommitted() {
    machine m;
    m.code.release(m.code.allocate(5, 1), 5);
    m.code.release(nullptr, 5);
    return m.all_given_back() && m.events.count() == 2;
}

constexpr bool refuses_what_staging_has_not() {
    machine m;
    return m.code.allocate(0, 16) == nullptr && m.code.allocate(100, 16) == nullptr &&
           m.code.allocate(static_cast<std::size_t>(-1), 16) == nullptr &&
           m.code.allocate(static_cast<std::size_t>(-4), 16) == nullptr && m.all_given_back();
}

}  // namespace

TEST_CASE("relocates in staging, programs, synchronizes, gives the staging block back") {
    CHECK_BOTH(relocates_programs_synchronizes_in_this_order());
}

TEST_CASE("a commit that fails takes nothing of the target and leaves the staging block to release") {
    CHECK_BOTH(
        failed_commit_keeps_the_staging_block(errc::relocation_outside, errc::none, false, errc::relocation_outside));
    CHECK_BOTH(failed_commit_keeps_the_staging_block(errc::none, errc::commit_failed, false, errc::commit_failed));
    CHECK_BOTH(failed_commit_keeps_the_staging_block(errc::none, errc::none, true, errc::code_memory));
}

TEST_CASE("what was committed is not to be read, by whomever it is handed on") {
    using code = decltype(machine::code);
    CHECK_BOTH(!code::readable);
    CHECK_BOTH(!memory::recording<log, code>::readable);
    CHECK_BOTH(memory::recording<log, memory::arena>::readable);
}

TEST_CASE("a block that was never committed") { CHECK_BOTH(given_back_uncommitted()); }

TEST_CASE("what staging can't hold") { CHECK_BOTH(refuses_what_staging_has_not()); }
