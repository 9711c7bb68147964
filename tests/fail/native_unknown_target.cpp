// SPDX-License-Identifier: MIT
// expected: natload knows no architecture trait for this target: name one by -DNATLOAD_NATIVE_ARCH=
#include <natload/arch.hpp>

#ifdef MISTAKE
#undef __x86_64__
#endif
#include <natload/arch/native.hpp>

static_assert(natload::arch::native::number == natload::isa::x64);
