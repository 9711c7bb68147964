// SPDX-License-Identifier: MIT
#pragma once

#include <natload/cache/cache_policy.hpp>
#include <natload/cache/lines.hpp>

namespace natload::inline v0::cache {

/// Xtensa with the line sizes of its core, in bytes; 0: it has no such cache. Writes data lines back, invalidates
/// instruction lines, synchronizes fetch (Xtensa ISA reference, 4.5.1 and 8: DHWB, IHI, ISYNC). A core's sizes are
/// XCHAL_DCACHE_LINESIZE and XCHAL_ICACHE_LINESIZE, where XCHAL_DCACHE_SIZE and XCHAL_ICACHE_SIZE are not 0.
/// Does nothing in a constant expression.
template <std::uint32_t DataLine, std::uint32_t InstructionLine>
struct xtensa {
    constexpr void synchronize([[maybe_unused]] std::uint32_t address, [[maybe_unused]] std::size_t size) const {
#if defined(__XTENSA__) || defined(__xtensa__)
        if (!__builtin_is_constant_evaluated()) {
            if constexpr (DataLine != 0) {
                for_each_line(address, size, DataLine, [](std::uint32_t at) {
                    __asm__ volatile("dhwb %0, 0" ::"a"(at) : "memory");
                });
                __asm__ volatile("dsync" ::: "memory");
            } else {
                __asm__ volatile("memw" ::: "memory");
            }
            if constexpr (InstructionLine != 0) {
                for_each_line(address, size, InstructionLine, [](std::uint32_t at) {
                    __asm__ volatile("ihi %0, 0" ::"a"(at) : "memory");
                });
            }
            __asm__ volatile("isync" ::: "memory");
        }
#endif
    }
};
static_assert(cache_policy<xtensa<0, 0>, std::uint32_t>);

}  // namespace natload::inline v0::cache
