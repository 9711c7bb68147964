// SPDX-License-Identifier: MIT
#pragma once

#include <natload/cache/by_lines.hpp>
#include <natload/cache/type_register.hpp>

namespace natload::inline v0::cache {

namespace detail {

#if defined(__aarch64__)
/// Arm ARM, B2.4.4.
struct aarch64_core {
    using word = std::uint64_t;

    static word data_line() { return ctr().needs_no_cleaning() ? 0 : ctr().data_line(); }
    static word instruction_line() { return ctr().needs_no_invalidating() ? 0 : ctr().instruction_line(); }
    static void clean(word at) { __asm__ volatile("dc cvau, %0" ::"r"(at) : "memory"); }
    static void invalidate(word at) { __asm__ volatile("ic ivau, %0" ::"r"(at) : "memory"); }
    static void barrier() { __asm__ volatile("dsb ish" ::: "memory"); }
    static void restart() { __asm__ volatile("dsb ish\n\tisb" ::: "memory"); }

private:
    static type_register<word> ctr() {
        word value = 0;
        __asm__("mrs %0, ctr_el0" : "=r"(value));
        return {value};
    }
};
#else
using aarch64_core = another_machine<std::uint64_t>;
#endif

}  // namespace detail

/// AArch64: cleans data lines to the point of unification, invalidates instruction lines.
struct aarch64 : by_lines<detail::aarch64_core> {};
static_assert(cache_policy<aarch64, std::uint64_t>);

}  // namespace natload::inline v0::cache
