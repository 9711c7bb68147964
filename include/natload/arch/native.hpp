// SPDX-License-Identifier: MIT
#pragma once

// The machine that this translation unit is compiled for, by the compiler's predefined macros.
// Another can always be named in its place: platform<arch::armv7m> instead of platform<arch::native>.

#if defined(__x86_64__)
#include <natload/arch/x86.hpp>
#define NATLOAD_NATIVE_ARCH x64
#elif defined(__ARM_ARCH_7M__) || defined(__ARM_ARCH_7EM__)
#include <natload/arch/arm.hpp>
#define NATLOAD_NATIVE_ARCH armv7m
#elif defined(__riscv) && __riscv_xlen == 32 && defined(__riscv_mul) && defined(__riscv_compressed)
#include <natload/arch/riscv.hpp>
#define NATLOAD_NATIVE_ARCH rv32imc
#else
#error natload knows no architecture trait for this target: name one in platform<...> and do not include <natload/arch/native.hpp>
#endif

namespace natload::inline v0::arch {
using native = NATLOAD_NATIVE_ARCH;
}  // namespace natload::inline v0::arch

#undef NATLOAD_NATIVE_ARCH
