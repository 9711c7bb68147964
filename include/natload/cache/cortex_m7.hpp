// SPDX-License-Identifier: MIT
#pragma once

#include <natload/cache/cache_policy.hpp>
#include <natload/cache/lines.hpp>

namespace natload::inline v0::cache {

/// Cortex-M with caches (M7, M55, M85): cleans data lines to the point of unification, invalidates instruction
/// lines and the branch predictor, by the registers of the System Control Space (ARMv7-M ARM, B2.2.7 and B3.2.2;
/// line sizes from CTR, B4.8.2). Harmless where a core has no caches. Does nothing in a constant expression.
struct cortex_m7 {
    constexpr void synchronize([[maybe_unused]] std::uint32_t address, [[maybe_unused]] std::size_t size) const {
#if defined(__arm__)
        if (!__builtin_is_constant_evaluated()) {
            const std::uint32_t ctr = *reg(0xe000ed7c);
            barrier();
            for_each_line(address, size, std::uint32_t{4} << (ctr >> 16 & 15),
                          [](std::uint32_t at) { *reg(dccmvau) = at; });
            barrier();
            for_each_line(address, size, std::uint32_t{4} << (ctr & 15), [](std::uint32_t at) { *reg(icimvau) = at; });
            *reg(bpiall) = 0;
            barrier();
            __asm__ volatile("isb 0xf" ::: "memory");
        }
#endif
    }

private:
    static constexpr std::uint32_t icimvau = 0xe000ef58;
    static constexpr std::uint32_t dccmvau = 0xe000ef64;
    static constexpr std::uint32_t bpiall = 0xe000ef78;

#if defined(__arm__)
    static volatile std::uint32_t* reg(std::uintptr_t address) {
        return reinterpret_cast<volatile std::uint32_t*>(address);
    }
    static void barrier() { __asm__ volatile("dsb 0xf" ::: "memory"); }
#endif
};
static_assert(cache_policy<cortex_m7, std::uint32_t>);

}  // namespace natload::inline v0::cache
