// SPDX-License-Identifier: MIT
#include <natload/cache/hooked.hpp>
#include <natload/cache/none.hpp>
#include <natload/cache/recording.hpp>

#include <type_traits>

#include "support/check_both.hpp"

using namespace natload;

namespace {

constexpr bool hook_comes_after_the_policy() {
    event_log<> log;
    const auto hook = [&](std::uint32_t address, std::size_t size) { log.add(event_kind::committed, address, size); };
    cache::hooked policy{cache::recording<event_log<>, cache::none>(log), hook};
    policy.synchronize(std::uint32_t{64}, 32);
    return log.count() == 2 && log[0] == event{event_kind::synchronize, 64, 32} &&
           log[1] == event{event_kind::committed, 64, 32};
}

struct nothing {
    constexpr void operator()(std::uint64_t, std::size_t) const {}
};

}  // namespace

TEST_CASE("the hook comes after the policy, with the same range") { CHECK_BOTH(hook_comes_after_the_policy()); }

TEST_CASE("without state it takes no memory") { CHECK_BOTH(std::is_empty_v<cache::hooked<cache::none, nothing>>); }
