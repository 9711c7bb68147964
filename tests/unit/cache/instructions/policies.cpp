// SPDX-License-Identifier: MIT
// A function for each policy of this machine. The comment before it says which of its instructions have to do with
// caches, in their order, a loop's once; instructions.py compares. The size is constant, so that no branch is needed
// for an empty range and the compiler has no reason to lay the code out otherwise than it runs.
#include <natload/cache.hpp>

using namespace natload;

constexpr std::size_t size = 100;

#if defined(__thumb__)

// cortex_m: dsb sy, isb sy
extern "C" void cortex_m(std::uint32_t at) { cache::cortex_m{}.synchronize(at, size); }

#if __ARM_ARCH >= 7
// CTR, DCCMVAU of each line; CTR, ICIMVAU of each line, BPIALL.
// cortex_m7: dsb sy, load e000ed7c, store e000ef64, dsb sy,
//     load e000ed7c, store e000ef58, store e000ef78, dsb sy, isb sy
extern "C" void cortex_m7(std::uint32_t at) { cache::cortex_m7{}.synchronize(at, size); }
#endif

// builtin:
extern "C" void builtin(std::uintptr_t at) { cache::builtin{}.synchronize(at, size); }

#elif defined(__arm__)

// arm11: mcr c7 c10 4, mcr c7 c10 1, mcr c7 c10 4, mcr c7 c5 1, mcr c7 c5 6, mcr c7 c10 4, mcr c7 c5 4
extern "C" void arm11(std::uint32_t at) { cache::arm11{}.synchronize(at, size); }

#if __ARM_ARCH >= 7
// cortex_a: dsb ish, mrc c0 c0 1, mcr c7 c11 1, dsb ish, mrc c0 c0 1, mcr c7 c5 1, mcr c7 c5 6, dsb ish, isb sy
extern "C" void cortex_a(std::uint32_t at) { cache::cortex_a{}.synchronize(at, size); }
#endif

// builtin:
extern "C" void builtin(std::uintptr_t at) { cache::builtin{}.synchronize(at, size); }

#elif defined(__aarch64__)

// aarch64: dsb ish, mrs ctr_el0, dc cvau, dsb ish, mrs ctr_el0, ic ivau, dsb ish, isb
extern "C" void aarch64(std::uint64_t at) { cache::aarch64{}.synchronize(at, size); }

// builtin: call __clear_cache
extern "C" void builtin(std::uintptr_t at) { cache::builtin{}.synchronize(at, size); }

#elif defined(__riscv)

// fence_i: fence.i
extern "C" void fence_i(std::uintptr_t at) { cache::fence_i{}.synchronize(at, size); }

// builtin: call __clear_cache
extern "C" void builtin(std::uintptr_t at) { cache::builtin{}.synchronize(at, size); }

#elif defined(__XTENSA__)

using no_caches = cache::xtensa<0, 0>;
using with_caches = cache::xtensa<32, 16>;

// xtensa_without_caches: memw, dsync, isync
extern "C" void xtensa_without_caches(std::uint32_t at) { no_caches{}.synchronize(at, size); }

// xtensa: memw, dsync, dhwb a8, memw, dsync, ihi a8, isync
extern "C" void xtensa(std::uint32_t at) { with_caches{}.synchronize(at, size); }

#else

// none:
extern "C" void none(std::uint64_t at) { cache::none{}.synchronize(at, size); }

// builtin:
extern "C" void builtin(std::uintptr_t at) { cache::builtin{}.synchronize(at, size); }

#endif
