// SPDX-License-Identifier: MIT
#pragma once

#include <natload/cache/by_lines.hpp>

namespace natload::inline v0::cache {

namespace detail {

#if defined(__arm__) && !defined(__thumb__)
/// ARM1136JF-S TRM, 3.3.17: lines have 32 bytes; ARMv6 has its barriers in CP15.
struct arm11_core {
    using word = std::uint32_t;

    static word data_line() { return 32; }
    static word instruction_line() { return 32; }
    static void clean(word at) { __asm__ volatile("mcr p15, 0, %0, c7, c10, 1" ::"r"(at) : "memory"); }
    static void invalidate(word at) { __asm__ volatile("mcr p15, 0, %0, c7, c5, 1" ::"r"(at) : "memory"); }
    /// Data synchronization barrier.
    static void barrier() { __asm__ volatile("mcr p15, 0, %0, c7, c10, 4" ::"r"(0) : "memory"); }
    /// Flushes the branch target cache, waits, flushes the prefetch buffer.
    static void restart() {
        __asm__ volatile(
            "mcr p15, 0, %0, c7, c5, 6\n\t"
            "mcr p15, 0, %0, c7, c10, 4\n\t"
            "mcr p15, 0, %0, c7, c5, 4" ::"r"(0)
            : "memory");
    }
};
#else
using arm11_core = another_machine<std::uint32_t>;
#endif

}  // namespace detail

/// ARM11 in ARM state and a privileged mode: cleans data lines, invalidates instruction lines and the branch target
/// cache by CP15. In user mode of an operating system only that may do so: cache::builtin asks it.
struct arm11 : by_lines<detail::arm11_core> {};
static_assert(cache_policy<arm11, std::uint32_t>);

}  // namespace natload::inline v0::cache
