// SPDX-License-Identifier: MIT
#pragma once

// What other libraries make easier, of those that the compiler finds. NATLOAD_HANA tells whether Boost.Hana is one;
// defined as 0 by the build, it leaves it out.
#if !defined(NATLOAD_HANA)
#if __has_include(<boost/hana.hpp>)
#define NATLOAD_HANA 1
#else
#define NATLOAD_HANA 0
#endif
#endif

#if NATLOAD_HANA
#include <natload/interop/hana.hpp>
#endif
