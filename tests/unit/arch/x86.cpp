// SPDX-License-Identifier: MIT
#include <natload/arch/x86.hpp>

#include "unit/arch/facts.hpp"

using namespace natload;
using namespace natload::testing;
using natload::isa;

TEST_CASE("x86") {
    CHECK_BOTH(is<arch::x86, w32, isa::x86, 3, cache::none>);

    CHECK_BOTH(is<arch::x64, w64, isa::x64, 62, cache::none>);

    CHECK_BOTH((has_no_flags_and_no_thumb_bit<arch::x86> && has_no_flags_and_no_thumb_bit<arch::x64>));
    CHECK_BOTH((!arch::x86::runs(isa::x64) && !arch::x64::runs(isa::x86)));
}
