// SPDX-License-Identifier: MIT
#pragma once

#include <natload/cache/cache_policy.hpp>
#include <natload/cache/lines.hpp>

namespace natload::inline v0::cache {

/// ARMv7-A in a privileged mode: cleans data lines to the point of unification, invalidates instruction lines and
/// the branch predictor by CP15 (ARMv7-A ARM, B2.2.7; line sizes from CTR, B4.1.42). Does nothing in a constant
/// expression.
struct cortex_a {
    constexpr void synchronize([[maybe_unused]] std::uint32_t address, [[maybe_unused]] std::size_t size) const {
#if defined(__arm__) && __ARM_ARCH >= 7 && __ARM_ARCH_PROFILE == 'A'
        if (!__builtin_is_constant_evaluated()) {
            std::uint32_t ctr = 0;
            __asm__ volatile("mrc p15, 0, %0, c0, c0, 1" : "=r"(ctr));
            for_each_line(address, size, std::uint32_t{4} << (ctr >> 16 & 15), [](std::uint32_t at) {
                __asm__ volatile("mcr p15, 0, %0, c7, c11, 1" ::"r"(at) : "memory");  // DCCMVAU
            });
            __asm__ volatile("dsb ish" ::: "memory");
            for_each_line(address, size, std::uint32_t{4} << (ctr & 15), [](std::uint32_t at) {
                __asm__ volatile("mcr p15, 0, %0, c7, c5, 1" ::"r"(at) : "memory");  // ICIMVAU
            });
            __asm__ volatile(
                "mcr p15, 0, %0, c7, c5, 6\n\t"  // BPIALL
                "dsb ish\n\t"
                "isb" ::"r"(0)
                : "memory");
        }
#endif
    }
};
static_assert(cache_policy<cortex_a, std::uint32_t>);

}  // namespace natload::inline v0::cache
