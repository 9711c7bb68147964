// SPDX-License-Identifier: MIT
#pragma once

#include <natload/arch/architecture.hpp>

namespace natload::inline v0 {

namespace cache {
struct builtin;
struct fence_i;
}

namespace arch {

/// Extensions that a RISC-V file may ask for in its arch_flags.
namespace riscv_flag {
inline constexpr std::uint32_t zba = 1;
inline constexpr std::uint32_t zcmp = 2;
}  // namespace riscv_flag

template <class Word, isa Number>
struct riscv : basic<Word, Number, 243> {
    static constexpr std::uint32_t known_arch_flags = riscv_flag::zba | riscv_flag::zcmp;
#if defined(__riscv) && defined(__linux__)
    using default_cache = cache::builtin;  // the kernel reaches other harts, and may move a thread to one
#else
    using default_cache = cache::fence_i;
#endif
};

struct rv32imc : riscv<std::uint32_t, isa::rv32imc> {};
static_assert(architecture<rv32imc>);

struct rv64imc : riscv<std::uint64_t, isa::rv64imc> {};
static_assert(architecture<rv64imc>);

}  // namespace arch
}  // namespace natload::inline v0
