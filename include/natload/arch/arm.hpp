// SPDX-License-Identifier: MIT
#pragma once

#include <natload/arch/architecture.hpp>

namespace natload::inline v0 {

namespace cache {
struct arm11;
struct builtin;
struct cortex_m;
struct cortex_m7;
}  // namespace cache

namespace arch {

/// ARM state, as on ARM11. Its number is alone: no Thumb file is made of this instruction set.
struct armv6 : basic<std::uint32_t, isa::armv6, 40> {
#if defined(__arm__) && defined(__linux__)
    using default_cache = cache::builtin;  // user mode has to ask the kernel
#else
    using default_cache = cache::arm11;
#endif
};
static_assert(architecture<armv6>);

/// Thumb on Cortex-M. A core runs the files of every lower Thumb number: each extends the one before.
/// Only armv7emdp takes caches for granted: on a Cortex-M7 with single precision (STM32F74x, say) or with its
/// floating-point unit unused, the firmware names cache::cortex_m7.
template <isa Number, class Cache = cache::cortex_m>
struct thumb : basic<std::uint32_t, Number, 40> {
    static constexpr bool runs(isa other) { return other >= isa::armv6m && other <= Number; }
    /// Bit 0 of a branch target selects Thumb state (ARMv7-M ARM, A2.3.1).
    static constexpr std::uint32_t callable(std::uint32_t address) { return address | 1; }
    using default_cache = Cache;
};

/// Cortex-M0, M0+, M23.
struct armv6m : thumb<isa::armv6m> {};
static_assert(architecture<armv6m>);

/// Cortex-M3.
struct armv7m : thumb<isa::armv7m> {};
static_assert(architecture<armv7m>);

/// Cortex-M4 and M33 without a floating-point unit.
struct armv7em : thumb<isa::armv7em> {};
static_assert(architecture<armv7em>);

/// Cortex-M4 and M33 with one for single precision.
struct armv7emsp : thumb<isa::armv7emsp> {};
static_assert(architecture<armv7emsp>);

/// Cortex-M7 with double precision, and its caches.
struct armv7emdp : thumb<isa::armv7emdp, cache::cortex_m7> {};
static_assert(architecture<armv7emdp>);

}  // namespace arch
}  // namespace natload::inline v0
