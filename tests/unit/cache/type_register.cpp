// SPDX-License-Identifier: MIT
// Values that processors have, as their technical reference manuals give them; and one with coherent caches.
#include <natload/cache/type_register.hpp>

#include "support/check_both.hpp"

using natload::cache::type_register;

namespace {

constexpr type_register<std::uint32_t> cortex_m7{0x8303c003}, cortex_a8{0x82048004}, cortex_a9{0x83338003};
constexpr type_register<std::uint64_t> cortex_a53{0x84448004}, coherent{0xb444c004};

}  // namespace

TEST_CASE("sizes of lines") {
    CHECK_BOTH(cortex_m7.data_line() == 32);
    CHECK_BOTH(cortex_m7.instruction_line() == 32);
    CHECK_BOTH(cortex_a8.data_line() == 64);
    CHECK_BOTH(cortex_a8.instruction_line() == 64);
    CHECK_BOTH(cortex_a9.data_line() == 32);
    CHECK_BOTH(cortex_a9.instruction_line() == 32);
    CHECK_BOTH(cortex_a53.data_line() == 64);
    CHECK_BOTH(cortex_a53.instruction_line() == 64);
    CHECK_BOTH(type_register<std::uint32_t>{0}.data_line() == 4);
    CHECK_BOTH(type_register<std::uint32_t>{0x000f000f}.instruction_line() == 0x20000);
}

TEST_CASE("what AArch64 need not do") {
    CHECK_BOTH(!cortex_a53.needs_no_cleaning());
    CHECK_BOTH(!cortex_a53.needs_no_invalidating());
    CHECK_BOTH(coherent.needs_no_cleaning());
    CHECK_BOTH(coherent.needs_no_invalidating());
}
