// SPDX-License-Identifier: MIT
#include <natload/core/reason.hpp>

#include "support/check_both.hpp"

using natload::errc;
using natload::reason;

namespace {

constexpr reason said(errc first, errc second) {
    reason why;
    why = first;
    why = second;
    return why;
}

}  // namespace

TEST_CASE("a reason is the one that was said last") {
    CHECK_BOTH(reason{}.code() == errc::none);
    CHECK_BOTH(reason{errc::abi}.code() == errc::abi);
    CHECK_BOTH(said(errc::not_mpy, errc::version).code() == errc::version);
    CHECK_BOTH(said(errc::version, errc::none).code() == errc::none);
    CHECK_BOTH(said(errc::none, errc::read_failed).number() == static_cast<unsigned>(errc::read_failed));
}
