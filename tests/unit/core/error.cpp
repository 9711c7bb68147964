// SPDX-License-Identifier: MIT
#include <natload/core/error.hpp>

#include <type_traits>

#include "support/check_both.hpp"

using natload::errc;
using natload::error;

TEST_CASE("no error is the default") {
    CHECK_BOTH(error{} == error{errc::none, 0});
    CHECK_BOTH(static_cast<int>(errc::none) == 0);
}

TEST_CASE("errors are the same if reason and offset are") {
    CHECK_BOTH(error{errc::version, 1} == error{errc::version, 1});
    CHECK_BOTH(error{errc::version, 1} != error{errc::version, 2});
    CHECK_BOTH(error{errc::version, 1} != error{errc::abi, 1});
}

TEST_CASE("errors are cheap to pass on") {
    CHECK_BOTH(sizeof(errc) == 1);
    CHECK_BOTH(std::is_trivially_copyable_v<error>);
}
