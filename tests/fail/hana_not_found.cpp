// SPDX-License-Identifier: MIT
// expected: natload/interop/hana.hpp needs Boost.Hana: install it (libboost-dev in Debian), or include
// expected: natload/interop.hpp, which does without
#ifdef MISTAKE
#define __has_include(header) 0
#include <natload/interop/hana.hpp>
#else
#include <natload/interop.hpp>
static_assert(NATLOAD_HANA == 1);
#endif
