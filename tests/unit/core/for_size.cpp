// SPDX-License-Identifier: MIT
#include <natload/core/for_size.hpp>

#include "support/check_both.hpp"

using natload::hidden;

namespace {

constexpr int number = 7;

// A change of what is at hand is one of the thing itself, for size; of a copy, for speed.
constexpr bool is_at_hand() {
    int thing = 1;
    natload::at_hand<int> near = thing;
    ++near;
    if (near != 2) return false;
    return natload::optimized_for_size ? thing == 2 : thing == 1;
}

}  // namespace

TEST_CASE("a hidden value is the same value") {
    CHECK_BOTH(hidden(0u) == 0u);
    CHECK_BOTH(hidden(0xffffffffu) == 0xffffffffu);
    CHECK_BOTH(hidden(&number) == &number);
    CHECK_BOTH(*hidden(&number) == 7);
}

TEST_CASE("at hand is the thing for size, a copy for speed") { CHECK_BOTH(is_at_hand()); }
