// SPDX-License-Identifier: MIT
#include <natload/arch/arm.hpp>

#include "unit/arch/facts.hpp"

using namespace natload;
using namespace natload::testing;
using natload::isa;

TEST_CASE("ARM state") {
    CHECK_BOTH(is<arch::armv6, w32, isa::armv6, 40, cache::arm11>);

    CHECK_BOTH(has_no_flags_and_no_thumb_bit<arch::armv6>);

    CHECK_BOTH(!arch::armv6::runs(isa::armv6m));
}

TEST_CASE("Thumb") {
    CHECK_BOTH(is<arch::armv6m, w32, isa::armv6m, 40, cache::cortex_m>);

    CHECK_BOTH(is<arch::armv7m, w32, isa::armv7m, 40, cache::cortex_m>);

    CHECK_BOTH(is<arch::armv7em, w32, isa::armv7em, 40, cache::cortex_m>);

    CHECK_BOTH(is<arch::armv7emsp, w32, isa::armv7emsp, 40, cache::cortex_m>);

    CHECK_BOTH(is<arch::armv7emdp, w32, isa::armv7emdp, 40, cache::cortex_m7>);

    CHECK_BOTH((calls_in_thumb_state<arch::armv6m> && calls_in_thumb_state<arch::armv7m> &&
                calls_in_thumb_state<arch::armv7em> && calls_in_thumb_state<arch::armv7emsp> &&
                calls_in_thumb_state<arch::armv7emdp>));
    CHECK_BOTH((arch::armv7m::runs(isa::armv6m) && !arch::armv7m::runs(isa::armv7em)));
    CHECK_BOTH((!arch::armv6m::runs(isa::armv6) && !arch::armv6m::runs(isa::armv7m)));
    CHECK_BOTH((arch::armv7emdp::runs(isa::armv6m) && arch::armv7emdp::runs(isa::armv7emsp)));
    CHECK_BOTH(!arch::armv7emdp::runs(isa::xtensa));
}
