// SPDX-License-Identifier: MIT
#pragma once

#include <natload/cache/by_lines.hpp>
#include <natload/cache/type_register.hpp>

namespace natload::inline v0::cache {

namespace detail {

#if defined(__arm__) && __ARM_ARCH >= 7 && __ARM_ARCH_PROFILE != 'M'
/// ARMv7-A ARM, B2.2.7.
struct cortex_a_core {
    using word = std::uint32_t;

    static word data_line() { return ctr().data_line(); }
    static word instruction_line() { return ctr().instruction_line(); }
    static void clean(word at) { __asm__ volatile("mcr p15, 0, %0, c7, c11, 1" ::"r"(at) : "memory"); }      // DCCMVAU
    static void invalidate(word at) { __asm__ volatile("mcr p15, 0, %0, c7, c5, 1" ::"r"(at) : "memory"); }  // ICIMVAU
    static void barrier() { __asm__ volatile("dsb ish" ::: "memory"); }
    static void restart() {
        __asm__ volatile(
            "mcr p15, 0, %0, c7, c5, 6\n\t"  // BPIALL
            "dsb ish\n\t"
            "isb" ::"r"(0)
            : "memory");
    }

private:
    static type_register<word> ctr() {
        word value = 0;
        __asm__("mrc p15, 0, %0, c0, c0, 1" : "=r"(value));
        return {value};
    }
};
#else
using cortex_a_core = another_machine<std::uint32_t>;
#endif

}  // namespace detail

/// ARMv7-A and ARMv7-R in a privileged mode: cleans data lines to the point of unification, invalidates instruction
/// lines and the branch predictor by CP15. In user mode of an operating system: cache::builtin.
struct cortex_a : by_lines<detail::cortex_a_core> {};
static_assert(cache_policy<cortex_a, std::uint32_t>);

}  // namespace natload::inline v0::cache
