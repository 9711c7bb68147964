// SPDX-License-Identifier: MIT
#include <natload/arch/xtensa.hpp>

#include "unit/arch/facts.hpp"

using namespace natload;
using namespace natload::testing;
using natload::isa;

TEST_CASE("Xtensa") {
    CHECK_BOTH(is<arch::xtensa, w32, isa::xtensa, 94, cache::xtensa<0, 0>>);

    CHECK_BOTH(is<arch::xtensawin, w32, isa::xtensawin, 94, cache::xtensa<0, 0>>);

    CHECK_BOTH((!arch::xtensa::runs(isa::xtensawin) && !arch::xtensawin::runs(isa::xtensa)));
}
