// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace natload::inline v0 {

/// Which floating-point values a call passes in floating-point registers: what a .mpy header can't tell, though a
/// module and its host have to agree on it where one of them passes any.
enum class float_abi : std::uint8_t {
    unstated = 0,
    soft = 1,         // none: ARM's base standard (soft and softfp), RISC-V's ilp32 and lp64
    hard_single = 2,  // float, not double: RISC-V's ilp32f and lp64f
    hard = 3,         // all: ARM's VFP variant, which single-precision units have too; RISC-V's ilp32d and lp64d
};

}  // namespace natload::inline v0
