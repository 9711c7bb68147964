// SPDX-License-Identifier: MIT
#pragma once

#include <natload/cache/cache_policy.hpp>

namespace natload::inline v0::cache {

/// Bare RISC-V, this hart only: FENCE.I orders its own stores before its fetches
/// (RISC-V unprivileged ISA, Zifencei). Does nothing in a constant expression.
struct fence_i {
    template <class Word>
    constexpr void synchronize(Word, std::size_t) const {
#if defined(__riscv)
        // By number: assemblers refuse the name where -march leaves Zifencei out.
        if (!__builtin_is_constant_evaluated()) __asm__ volatile(".4byte 0x0000100f" ::: "memory");
#endif
    }
};
static_assert(cache_policy<fence_i, std::uint32_t> && cache_policy<fence_i, std::uint64_t>);

}  // namespace natload::inline v0::cache
