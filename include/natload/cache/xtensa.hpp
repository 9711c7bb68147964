// SPDX-License-Identifier: MIT
#pragma once

#include <natload/cache/by_lines.hpp>

namespace natload::inline v0::cache {

namespace detail {

#if defined(__XTENSA__) || defined(__xtensa__)
/// Xtensa ISA reference, 4.5.1 and 8: DHWB, IHI, MEMW, DSYNC, ISYNC.
template <std::uint32_t DataLine, std::uint32_t InstructionLine>
struct xtensa_core {
    using word = std::uint32_t;

    static constexpr word data_line() { return DataLine; }
    static constexpr word instruction_line() { return InstructionLine; }
    // By number, so with a register of our choice: assemblers know the instructions of their own core alone.
    static void clean(word at) {
        register word line __asm__("a8") = at;
        __asm__ volatile(".byte 0x42, 0x78, 0" ::"a"(line) : "memory");  // dhwb a8, 0
    }
    static void invalidate(word at) {
        register word line __asm__("a8") = at;
        __asm__ volatile(".byte 0xe2, 0x78, 0" ::"a"(line) : "memory");  // ihi a8, 0
    }
    static void barrier() { __asm__ volatile("memw\n\tdsync" ::: "memory"); }
    static void restart() { __asm__ volatile("isync" ::: "memory"); }
};
#else
template <std::uint32_t, std::uint32_t>
using xtensa_core = another_machine<std::uint32_t>;
#endif

}  // namespace detail

/// Xtensa with the line sizes of its core, in bytes; 0: it has no such cache. Writes data lines back, invalidates
/// instruction lines, synchronizes fetch. A core's sizes are XCHAL_DCACHE_LINESIZE and XCHAL_ICACHE_LINESIZE, where
/// XCHAL_DCACHE_SIZE and XCHAL_ICACHE_SIZE are not 0.
template <std::uint32_t DataLine, std::uint32_t InstructionLine>
struct xtensa : by_lines<detail::xtensa_core<DataLine, InstructionLine>> {};
static_assert(cache_policy<xtensa<0, 0>, std::uint32_t>);

}  // namespace natload::inline v0::cache
