// SPDX-License-Identifier: MIT
#pragma once

#include <natload/arch/architecture.hpp>

namespace natload::inline v0 {

namespace cache {
struct cortex_m;
}

namespace arch {

/// Thumb on Cortex-M. A core runs the files of every lower Thumb number: each extends the one before.
template <isa Number>
struct thumb : basic<std::uint32_t, Number, 40> {
    static constexpr bool runs(isa other) { return other >= isa::armv6m && other <= Number; }
    /// Bit 0 of a branch target selects Thumb state (ARMv7-M ARM, A2.3.1).
    static constexpr std::uint32_t callable(std::uint32_t address) { return address | 1; }
    using default_cache = cache::cortex_m;
};

/// Cortex-M3.
struct armv7m : thumb<isa::armv7m> {};
static_assert(architecture<armv7m>);

}  // namespace arch
}  // namespace natload::inline v0
