// SPDX-License-Identifier: MIT
#pragma once

#include <natload/cache/by_lines.hpp>
#include <natload/cache/type_register.hpp>

namespace natload::inline v0::cache {

namespace detail {

#if defined(__arm__) && __ARM_ARCH >= 7
/// By registers of the System Control Space (ARMv7-M ARM, B2.2.7 and B3.2.2). Stores to them are not ordered with
/// stores to memory: hence the barrier in front.
struct cortex_m7_core {
    using word = std::uint32_t;

    static word data_line() { return ctr().data_line(); }
    static word instruction_line() { return ctr().instruction_line(); }
    static void clean(word line) { at(0xe000ef64) = line; }       // DCCMVAU
    static void invalidate(word line) { at(0xe000ef58) = line; }  // ICIMVAU
    static void barrier() { __asm__ volatile("dsb 0xf" ::: "memory"); }
    static void restart() {
        at(0xe000ef78) = 0;  // BPIALL
        __asm__ volatile("dsb 0xf\n\tisb 0xf" ::: "memory");
    }

private:
    static type_register<word> ctr() { return {at(0xe000ed7c)}; }
    static volatile word& at(word address) { return *reinterpret_cast<volatile word*>(address); }
};
#else
using cortex_m7_core = another_machine<std::uint32_t>;
#endif

}  // namespace detail

/// Cortex-M with caches (M7, M55, M85): cleans data lines to the point of unification, invalidates instruction lines
/// and the branch predictor. Harmless where a core of ARMv7-M or ARMv8-M Mainline has none.
struct cortex_m7 : by_lines<detail::cortex_m7_core> {};
static_assert(cache_policy<cortex_m7, std::uint32_t>);

}  // namespace natload::inline v0::cache
