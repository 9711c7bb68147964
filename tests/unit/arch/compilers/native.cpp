// SPDX-License-Identifier: MIT
// Compiled by each compiler for each processor, with what is expected of it as macros.
#include <natload/arch/native.hpp>

#include <type_traits>

using namespace natload;
using namespace natload::arch;

static_assert(std::is_same_v<native, ARCHITECTURE>);
static_assert(native_float_abi == float_abi::FLOAT_ABI);
static_assert(native_arch_flags == ARCH_FLAGS);
#if defined(CACHE)
static_assert(std::is_same_v<native::default_cache, cache::CACHE>);
#endif
static_assert(reference_native::number == REFERENCE::number);
