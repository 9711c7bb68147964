// SPDX-License-Identifier: MIT
// expected: AArch64 has no number in the .mpy format yet: give one, the same to your module tools, by
// expected: -DNATLOAD_NATIVE_ARCH=
#include <natload/arch.hpp>

#undef __x86_64__
#define __aarch64__ 1
#ifndef MISTAKE
#define NATLOAD_NATIVE_ARCH aarch64<isa{13}>
#endif
#include <natload/arch/native.hpp>

static_assert(natload::arch::native::number == natload::isa{13});
