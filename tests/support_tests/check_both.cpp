// SPDX-License-Identifier: MIT
#include "support/check_both.hpp"

#include <doctest/doctest.h>

#include <type_traits>

namespace {

int runs = 0;

// True either way; only a run-time evaluation counts.
constexpr bool counted() {
    if (!std::is_constant_evaluated()) {
        ++runs;
    }
    return true;
}

[[maybe_unused]] constexpr bool at_compile_time() { return std::is_constant_evaluated(); }

template <int A, int B>
constexpr int sum() {
    return A + B;
}

}  // namespace

TEST_CASE("CHECK_BOTH evaluates its expression at run time, once") {
    runs = 0;
    CHECK_BOTH(counted());
    CHECK(runs == 1);
}

TEST_CASE("CHECK_BOTH takes an expression with commas") { CHECK_BOTH(sum<1, 2>() == 3); }

TEST_CASE("CHECK_BOTH is one statement") {
    bool other = false;
    if (runs < 0)
        CHECK_BOTH(sum<1, 1>() == 2);
    else
        other = true;
    CHECK(other);
}

#ifndef NATLOAD_TEST_NO_CONSTEXPR
TEST_CASE("CHECK_BOTH evaluates its expression at compile time" * doctest::should_fail()) {
    CHECK_BOTH(at_compile_time());  // holds there alone, so the run-time half fails
}
#else
TEST_CASE("without its first half CHECK_BOTH takes what is no constant" * doctest::should_fail()) {
    CHECK_BOTH(runs < 0);
}
#endif
