// SPDX-License-Identifier: MIT
#pragma once

#include <natload/arch/architecture.hpp>

namespace natload::inline v0 {

namespace cache {
struct none;
}

namespace arch {

// Instruction fetch sees stores (Intel SDM volume 3, 8.1.3; AMD64 manual volume 2, 7.6.1).

struct x86 : basic<std::uint32_t, isa::x86, 3> {
    using default_cache = cache::none;
};
static_assert(architecture<x86>);

struct x64 : basic<std::uint64_t, isa::x64, 62> {
    /// Compilers take arrays of 16 bytes and more to be aligned for SSE, and use it (x86-64 psABI 1.0, 3.1.2).
    static constexpr std::uint32_t data_alignment = 16;
    using default_cache = cache::none;
};
static_assert(architecture<x64>);

}  // namespace arch
}  // namespace natload::inline v0
