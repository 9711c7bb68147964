// SPDX-License-Identifier: MIT
// CHECK_BOTH(expression): the same check at compile time, where undefined behaviour is an error, and at run time, where
// sanitizers and coverage look on. Expressions hold constants and constexpr variables only.
//
// NATLOAD_TEST_NO_CONSTEXPR drops the first half: for coverage and sanitizers, which gain nothing by it, and for
// targets that ran it elsewhere.
#pragma once

#include <doctest/doctest.h>

#ifdef NATLOAD_TEST_NO_CONSTEXPR
#define NATLOAD_CHECK_AT_COMPILE_TIME(...) static_assert(true)
#else
#define NATLOAD_CHECK_AT_COMPILE_TIME(...) static_assert((__VA_ARGS__), #__VA_ARGS__)
#endif

#define CHECK_BOTH(...)                             \
    do {                                            \
        NATLOAD_CHECK_AT_COMPILE_TIME(__VA_ARGS__); \
        CHECK(__VA_ARGS__);                         \
    } while (false)
