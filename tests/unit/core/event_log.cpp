// SPDX-License-Identifier: MIT
#include <natload/core/event_log.hpp>

#include "support/check_both.hpp"

namespace {

using natload::event;
using natload::event_kind;
using natload::event_log;

constexpr bool keeps_the_order() {
    event_log<4> log;
    log.add(event_kind::allocate, 0x1000, 16);
    log.add(event_kind::release, 0xffffffffffffffff, 0);
    return log.count() == 2 && log[0] == event{event_kind::allocate, 0x1000, 16} &&
           log[1] == event{event_kind::release, 0xffffffffffffffff, 0};
}

constexpr bool counts_what_it_can_not_hold() {
    event_log<2> log;
    for (std::size_t i = 0; i < 5; ++i) log.add(event_kind::commit, i, i);
    if (log.count() != 5 || log[1] != event{event_kind::commit, 1, 1}) return false;
    log.clear();
    log.add(event_kind::relocate, 7, 7);
    return log.count() == 1 && log[0] == event{event_kind::relocate, 7, 7};
}

}  // namespace

TEST_CASE("events are kept in their order") { CHECK_BOTH(keeps_the_order()); }

TEST_CASE("events past the capacity are counted only") { CHECK_BOTH(counts_what_it_can_not_hold()); }

TEST_CASE("events differ in kind, address or size") {
    CHECK_BOTH(event{event_kind::commit, 1, 2} != event{event_kind::relocate, 1, 2});
    CHECK_BOTH(event{event_kind::commit, 1, 2} != event{event_kind::commit, 2, 2});
    CHECK_BOTH(event{event_kind::commit, 1, 2} != event{event_kind::commit, 1, 1});
}
