// SPDX-License-Identifier: MIT
// A function for each policy of this machine. The comment before it says which of its instructions have to do with
// caches, in their order, a loop's once; instructions.py compares. The size is constant, so that no branch is needed
// for an empty range and the compiler has no reason to lay the code out otherwise than it runs.
#include <natload/cache.hpp>

using namespace natload;

#define FUNCTION(name, policy, word)    \
    extern "C" void name(word address); \
    extern "C" void name(word address) { policy{}.synchronize(address, 100); }

#if defined(__thumb__)

// cortex_m: dsb sy, isb sy
FUNCTION(cortex_m, cache::cortex_m, std::uint32_t)

#if __ARM_ARCH >= 7
// CTR, DCCMVAU of each line; CTR, ICIMVAU of each line, BPIALL.
// cortex_m7: dsb sy, load e000ed7c, store e000ef64, dsb sy,
//     load e000ed7c, store e000ef58, store e000ef78, dsb sy, isb sy
FUNCTION(cortex_m7, cache::cortex_m7, std::uint32_t)
#endif

// builtin:
FUNCTION(builtin, cache::builtin, std::uintptr_t)

#elif defined(__arm__)

// arm11: mcr c7 c10 4, mcr c7 c10 1, mcr c7 c10 4, mcr c7 c5 1, mcr c7 c5 6, mcr c7 c10 4, mcr c7 c5 4
FUNCTION(arm11, cache::arm11, std::uint32_t)

#if __ARM_ARCH >= 7
// cortex_a: dsb ish, mrc c0 c0 1, mcr c7 c11 1, dsb ish, mrc c0 c0 1, mcr c7 c5 1, mcr c7 c5 6, dsb ish, isb sy
FUNCTION(cortex_a, cache::cortex_a, std::uint32_t)
#endif

// builtin:
FUNCTION(builtin, cache::builtin, std::uintptr_t)

#elif defined(__aarch64__)

// aarch64: dsb ish, mrs ctr_el0, dc cvau, dsb ish, mrs ctr_el0, ic ivau, dsb ish, isb
FUNCTION(aarch64, cache::aarch64, std::uint64_t)

// builtin: call __clear_cache
FUNCTION(builtin, cache::builtin, std::uintptr_t)

#elif defined(__riscv)

// fence_i: fence.i
FUNCTION(fence_i, cache::fence_i, std::uintptr_t)

// builtin: call __clear_cache
FUNCTION(builtin, cache::builtin, std::uintptr_t)

#elif defined(__XTENSA__)

using no_caches = cache::xtensa<0, 0>;
using with_caches = cache::xtensa<32, 16>;

// xtensa_without_caches: memw, dsync, isync
FUNCTION(xtensa_without_caches, no_caches, std::uint32_t)

// xtensa: memw, dsync, dhwb a8, memw, dsync, ihi a8, isync
FUNCTION(xtensa, with_caches, std::uint32_t)

#else

// none:
FUNCTION(none, cache::none, std::uint64_t)

// builtin:
FUNCTION(builtin, cache::builtin, std::uintptr_t)

#endif
