// SPDX-License-Identifier: MIT
#pragma once

#include <natload/cache/cache_policy.hpp>

namespace natload::inline v0::cache {

/// Cortex-M without caches: DSB completes the stores, ISB drops what was prefetched
/// (ARMv7-M ARM, A3.8.3 "self-modifying code"). Does nothing in a constant expression.
struct cortex_m {
    constexpr void synchronize(std::uint32_t, std::size_t) const {
#if defined(__arm__)
        if (!__builtin_is_constant_evaluated()) __asm__ volatile("dsb 0xf\n\tisb 0xf" ::: "memory");
#endif
    }
};
static_assert(cache_policy<cortex_m, std::uint32_t>);

}  // namespace natload::inline v0::cache
