// SPDX-License-Identifier: MIT
#include <natload/arch/aarch64.hpp>

#include "unit/arch/facts.hpp"

using namespace natload;
using namespace natload::testing;
using natload::isa;

TEST_CASE("AArch64, under a number that a build gives it") {
    CHECK_BOTH(is<arch::aarch64<isa{13}>, w64, isa{13}, 183, cache::aarch64>);

    CHECK_BOTH((arch::aarch64<isa{15}>::runs(isa{15}) && !arch::aarch64<isa{15}>::runs(isa{14})));
}
