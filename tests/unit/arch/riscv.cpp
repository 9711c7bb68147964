// SPDX-License-Identifier: MIT
#include <natload/arch/riscv.hpp>

#include "unit/arch/facts.hpp"

using namespace natload;
using namespace natload::testing;
using natload::isa;

TEST_CASE("RISC-V") {
    CHECK_BOTH(is<arch::rv32imc, w32, isa::rv32imc, 243, cache::fence_i>);

    CHECK_BOTH(is<arch::rv64imc, w64, isa::rv64imc, 243, cache::fence_i>);

    CHECK_BOTH((arch::rv32imc::known_arch_flags == 3 && arch::rv64imc::known_arch_flags == 3));
    CHECK_BOTH((arch::riscv_flag::zba == 1 && arch::riscv_flag::zcmp == 2));
    CHECK_BOTH((!arch::rv32imc::runs(isa::rv64imc) && !arch::rv64imc::runs(isa::rv32imc)));
}
