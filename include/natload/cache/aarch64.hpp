// SPDX-License-Identifier: MIT
#pragma once

#include <natload/cache/cache_policy.hpp>
#include <natload/cache/lines.hpp>

namespace natload::inline v0::cache {

/// AArch64: cleans data lines to the point of unification, invalidates instruction lines, as far as CTR_EL0 says
/// that it is needed (Arm ARM, B2.4.4 and D19.2.33: IDC, DIC, line sizes). Does nothing in a constant expression.
struct aarch64 {
    constexpr void synchronize([[maybe_unused]] std::uint64_t address, [[maybe_unused]] std::size_t size) const {
#if defined(__aarch64__)
        if (!__builtin_is_constant_evaluated()) {
            std::uint64_t ctr = 0;
            __asm__ volatile("mrs %0, ctr_el0" : "=r"(ctr));
            const bool clean_data = (ctr >> 28 & 1) == 0;
            const bool invalidate_instructions = (ctr >> 29 & 1) == 0;
            if (clean_data) {
                for_each_line(address, size, std::uint64_t{4} << (ctr >> 16 & 15), [](std::uint64_t at) {
                    __asm__ volatile("dc cvau, %0" ::"r"(at) : "memory");
                });
            }
            __asm__ volatile("dsb ish" ::: "memory");
            if (invalidate_instructions) {
                for_each_line(address, size, std::uint64_t{4} << (ctr & 15), [](std::uint64_t at) {
                    __asm__ volatile("ic ivau, %0" ::"r"(at) : "memory");
                });
                __asm__ volatile("dsb ish" ::: "memory");
            }
            __asm__ volatile("isb" ::: "memory");
        }
#endif
    }
};
static_assert(cache_policy<aarch64, std::uint64_t>);

}  // namespace natload::inline v0::cache
