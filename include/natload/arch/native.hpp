// SPDX-License-Identifier: MIT
#pragma once

// arch::native: the machine that this translation unit is compiled for, by the compiler's predefined macros.
// Another can always be named in its place, in platform<arch::armv7m> or for a whole build by
// -DNATLOAD_NATIVE_ARCH=armv7m (any name, with arguments, of a trait in natload::arch).

#include <natload/arch.hpp>
#include <natload/core/float_abi.hpp>

#if defined(NATLOAD_NATIVE_ARCH)
// as given
#elif __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error natload knows no architecture trait for this target, as the format has no big-endian machine: name one by -DNATLOAD_NATIVE_ARCH=..., or in platform<...> without this header
#elif defined(__x86_64__) && !defined(__ILP32__)
#define NATLOAD_NATIVE_ARCH x64
#elif defined(__i386__)
#define NATLOAD_NATIVE_ARCH x86
#elif defined(__ARM_ARCH_6M__) || defined(__ARM_ARCH_8M_BASE__)
#define NATLOAD_NATIVE_ARCH armv6m
#elif defined(__ARM_ARCH_PROFILE) && __ARM_ARCH_PROFILE == 'M' && __ARM_ARCH >= 7
#if defined(__ARM_FP) && (__ARM_FP & 8)
#define NATLOAD_NATIVE_ARCH armv7emdp
#elif defined(__ARM_FP)
#define NATLOAD_NATIVE_ARCH armv7emsp
#elif defined(__ARM_FEATURE_DSP)
#define NATLOAD_NATIVE_ARCH armv7em
#else
#define NATLOAD_NATIVE_ARCH armv7m
#endif
#elif defined(__arm__) && !defined(__thumb__) && __ARM_ARCH >= 6
#define NATLOAD_NATIVE_ARCH armv6
#elif defined(__XTENSA_WINDOWED_ABI__)
#define NATLOAD_NATIVE_ARCH xtensawin
#elif defined(__XTENSA__) || defined(__xtensa__)
#define NATLOAD_NATIVE_ARCH xtensa
#elif defined(__riscv_muldiv) && defined(__riscv_compressed) && !defined(__riscv_e) && __riscv_xlen == 32
#define NATLOAD_NATIVE_ARCH rv32imc
#elif defined(__riscv_muldiv) && defined(__riscv_compressed) && !defined(__riscv_e) && __riscv_xlen == 64
#define NATLOAD_NATIVE_ARCH rv64imc
#elif defined(__aarch64__) && !defined(__ILP32__)
#error AArch64 has no number in the .mpy format yet: give one, the same to your module tools, by -DNATLOAD_NATIVE_ARCH="aarch64<isa{13}>"
#else
#error natload knows no architecture trait for this target: name one by -DNATLOAD_NATIVE_ARCH=..., or in platform<...> without this header
#endif

namespace natload::inline v0::arch {

using native = NATLOAD_NATIVE_ARCH;

/// How this translation unit's calls pass floating-point values, for platform_options::float_abi; not stated of
/// machines that have one way only.
inline constexpr float_abi native_float_abi =
#if defined(__ARM_PCS_VFP) || defined(__riscv_float_abi_double)
    float_abi::hard;
#elif defined(__riscv_float_abi_single)
    float_abi::hard_single;
#elif defined(__arm__) || defined(__riscv_float_abi_soft)
    float_abi::soft;
#else
    float_abi::unstated;
#endif

/// The extension flags of the machine, for platform_options::arch_flags.
inline constexpr std::uint32_t native_arch_flags = 0
#if defined(__riscv_zba)
                                                   | riscv_flag::zba
#endif
#if defined(__riscv_zcmp)
                                                   | riscv_flag::zcmp
#endif
    ;

namespace detail {

template <class Arch>
struct reference_name {
    using type = Arch;
};
template <>
struct reference_name<armv7m> {
    using type = armv7em;
};

}  // namespace detail

/// The same machine under the name that MicroPython's builds give it: a Thumb-2 core without a floating-point unit
/// is always armv7em there, a Cortex-M3 too. Such a firmware takes armv7em files, which a Cortex-M3 may fail to run.
using reference_native = detail::reference_name<native>::type;

}  // namespace natload::inline v0::arch
