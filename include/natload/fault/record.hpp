// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace natload::inline v0::fault {

/// What a processor says of a fault.
struct record {
    std::uintptr_t instruction = 0;  // its address; 0: unknown
    std::uintptr_t address = 0;      // that it accessed; 0: unknown, or none
    std::uintptr_t cause =
        0;  // the processor's word for it: CFSR (ARMv7-M ARM, B3.2.15), mcause (RISC-V privileged, 3.1.15)
};

}  // namespace natload::inline v0::fault
