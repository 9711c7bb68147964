// SPDX-License-Identifier: MIT
#pragma once

#include <natload/cache/cache_policy.hpp>
#include <natload/cache/lines.hpp>

namespace natload::inline v0::cache {

/// ARM11 in ARM state and a privileged mode: cleans data lines, invalidates instruction lines and the branch
/// target cache by CP15 (ARM1136JF-S TRM, 3.3.17; lines of 32 bytes). Does nothing in a constant expression.
struct arm11 {
    static constexpr std::uint32_t line = 32;

    constexpr void synchronize([[maybe_unused]] std::uint32_t address, [[maybe_unused]] std::size_t size) const {
#if defined(__arm__) && !defined(__thumb__)
        if (!__builtin_is_constant_evaluated()) {
            for_each_line(address, size, line, [](std::uint32_t at) {
                __asm__ volatile("mcr p15, 0, %0, c7, c10, 1" ::"r"(at) : "memory");  // clean data line
            });
            const std::uint32_t zero = 0;
            __asm__ volatile("mcr p15, 0, %0, c7, c10, 4" ::"r"(zero) : "memory");  // data synchronization barrier
            for_each_line(address, size, line, [](std::uint32_t at) {
                __asm__ volatile("mcr p15, 0, %0, c7, c5, 1" ::"r"(at) : "memory");  // invalidate instruction line
            });
            __asm__ volatile(
                "mcr p15, 0, %0, c7, c5, 6\n\t"   // flush the branch target cache
                "mcr p15, 0, %0, c7, c10, 4\n\t"  // data synchronization barrier
                "mcr p15, 0, %0, c7, c5, 4"       // flush the prefetch buffer
                ::"r"(zero)
                : "memory");
        }
#endif
    }
};
static_assert(cache_policy<arm11, std::uint32_t>);

}  // namespace natload::inline v0::cache
