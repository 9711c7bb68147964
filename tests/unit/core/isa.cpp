// SPDX-License-Identifier: MIT
#include <natload/core/isa.hpp>

#include "support/check_both.hpp"
#include "support/isa.hpp"

namespace {

using natload::isa;
namespace testing = natload::testing;

constexpr bool same(isa ours, testing::isa theirs) { return static_cast<int>(ours) == static_cast<int>(theirs); }

}  // namespace

// The tests' list was written from the format's description alone.
TEST_CASE("architectures have the numbers of the format") {
    CHECK_BOTH(same(isa::none, testing::isa::none));
    CHECK_BOTH(same(isa::x86, testing::isa::x86));
    CHECK_BOTH(same(isa::x64, testing::isa::x64));
    CHECK_BOTH(same(isa::armv6, testing::isa::armv6));
    CHECK_BOTH(same(isa::armv6m, testing::isa::armv6m));
    CHECK_BOTH(same(isa::armv7m, testing::isa::armv7m));
    CHECK_BOTH(same(isa::armv7em, testing::isa::armv7em));
    CHECK_BOTH(same(isa::armv7emsp, testing::isa::armv7emsp));
    CHECK_BOTH(same(isa::armv7emdp, testing::isa::armv7emdp));
    CHECK_BOTH(same(isa::xtensa, testing::isa::xtensa));
    CHECK_BOTH(same(isa::xtensawin, testing::isa::xtensawin));
    CHECK_BOTH(same(isa::rv32imc, testing::isa::rv32imc));
    CHECK_BOTH(same(isa::rv64imc, testing::isa::rv64imc));
    CHECK_BOTH(static_cast<int>(isa::rv64imc) == 12);
}
