// SPDX-License-Identifier: MIT
// Where Boost.Hana is not there, or not wanted, its part is left out and nothing else is.
#include <natload/interop.hpp>

#include <doctest/doctest.h>

TEST_CASE("no header of Boost is included") {
#if defined(BOOST_HANA_MAP_HPP)
    constexpr bool included = true;
#else
    constexpr bool included = false;
#endif
    CHECK(!included);
    CHECK(NATLOAD_HANA == 0);
}
