// SPDX-License-Identifier: MIT
#include <natload/cache/recording.hpp>
#include <natload/memory/simulated.hpp>

#include "support/check_both.hpp"

using namespace natload;

namespace {

template <class Word>
constexpr bool lies_where_it_was_told(Word start) {
    memory::simulated<Word, 64> memory(start);
    std::uint8_t* const one = memory.allocate(16, 16);
    std::uint8_t* const two = memory.allocate(4, 4);  // into what the alignment left
    const Word at = memory.address(one);
    return at == static_cast<Word>(start + 16) && memory.address(one + 5) == static_cast<Word>(at + 5) &&
           memory.address(two) == static_cast<Word>(at - 8) && memory.address(nullptr) == 0 && memory.in_use() == 32;
}

constexpr bool runs_where_it_was_written() {
    event_log<> log;
    memory::simulated<std::uint32_t, 64> memory(0x1000);
    cache::recording cache(log, cache::none{});
    std::uint8_t* const block = memory.allocate(9, 8);
    std::uint32_t run = 0;
    const auto relocate = [&](std::uint32_t address) {
        run = address;
        return errc::none;
    };
    const bool committed = memory.commit(block, 9, relocate, cache) == errc::none;
    return committed && run == memory.address(block) && log.count() == 1 &&
           log[0] == event{event_kind::synchronize, run, 9};
}

constexpr bool an_error_ends_the_commit() {
    event_log<> log;
    memory::simulated<std::uint32_t, 64> memory(0x1000);
    cache::recording cache(log, cache::none{});
    const auto relocate = [](std::uint32_t) { return errc::relocation_outside; };
    return memory.commit(memory.allocate(9, 8), 9, relocate, cache) == errc::relocation_outside && log.count() == 0;
}

}  // namespace

TEST_CASE("addresses are those of the machine that is not there") {
    CHECK_BOTH(lies_where_it_was_told<std::uint32_t>(0x20000000));
    CHECK_BOTH(lies_where_it_was_told<std::uint32_t>(0xfffffff0));
    CHECK_BOTH(lies_where_it_was_told<std::uint64_t>(0x7fff'0000'0000));
}

TEST_CASE("runs where it was written") { CHECK_BOTH(runs_where_it_was_written()); }

TEST_CASE("a relocation that fails ends the commit") { CHECK_BOTH(an_error_ends_the_commit()); }
