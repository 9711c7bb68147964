// SPDX-License-Identifier: MIT
#include <natload/cache/recording.hpp>

#include "support/check_both.hpp"

using namespace natload;

namespace {

using log = event_log<2>;

constexpr event synchronized(std::uint64_t address, std::size_t size) {
    return {event_kind::synchronize, address, size};
}

// Two recordings, one in front of the other, over two logs.
constexpr bool notes_and_hands_on() {
    log outer;
    log inner;
    cache::recording below(inner, cache::none{});
    cache::recording recorded(outer, below);
    recorded.synchronize(std::uint32_t{0x1000}, 5);
    cache::recording copy = recorded;  // notes in the same log
    copy.synchronize(~std::uint64_t{0}, 0);
    return outer.count() == 2 && outer[0] == synchronized(0x1000, 5) &&
           outer[1] == synchronized(~std::uint64_t{0}, 0) && inner.count() == 2 && inner[0] == outer[0] &&
           inner[1] == outer[1];
}

}  // namespace

TEST_CASE("each call is noted and handed on") { CHECK_BOTH(notes_and_hands_on()); }
