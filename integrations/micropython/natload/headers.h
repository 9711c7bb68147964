// SPDX-License-Identifier: MIT
// The interpreter's headers, and through them the port's, for C and C++. They are C: what a compiler has against them as
// C++, a chip maker's among them, is not said.
#pragma once

#ifdef __cplusplus
#pragma GCC system_header
#define restrict __restrict__
extern "C" {
#endif

#include "py/nativeglue.h"
#include "py/persistentcode.h"
#include "py/smallint.h"

#ifdef __cplusplus
}
#undef restrict
#endif
