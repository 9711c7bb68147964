// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace natload::inline v0 {

/// The architecture number of a .mpy header: bits 5 to 2 of its feature byte.
/// The format's own list; a firmware names its machine through an arch:: trait.
enum class isa : std::uint8_t {
    none = 0,  // no native code
    x86 = 1,
    x64 = 2,
    armv6 = 3,
    armv6m = 4,
    armv7m = 5,
    armv7em = 6,
    armv7emsp = 7,
    armv7emdp = 8,
    xtensa = 9,
    xtensawin = 10,
    rv32imc = 11,
    rv64imc = 12,
};

}  // namespace natload::inline v0
