// SPDX-License-Identifier: MIT
#include <natload/arch/none.hpp>

#include "unit/arch/facts.hpp"

using namespace natload;
using namespace natload::testing;
using natload::isa;

TEST_CASE("firmware that can't load machine code has no architecture") {
    CHECK_BOTH(arch::none::number == isa::none);

    CHECK_BOTH(!architecture<arch::none>);
}
