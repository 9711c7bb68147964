// SPDX-License-Identifier: MIT
// The policies of real machines: none of them has state. That they do what they should is a law, tests/laws/cache.hpp.
#include <natload/cache.hpp>

#include <type_traits>

#include "support/check_both.hpp"

using namespace natload;

TEST_CASE_TEMPLATE("a policy without state takes no memory", Policy, cache::none, cache::cortex_m, cache::cortex_m7,
                   cache::arm11, cache::cortex_a, cache::aarch64, cache::fence_i, cache::builtin, cache::xtensa<0, 0>,
                   cache::xtensa<32, 16>) {
    CHECK_BOTH(std::is_empty_v<Policy>);
    CHECK_BOTH(std::is_trivially_copyable_v<Policy>);
}
