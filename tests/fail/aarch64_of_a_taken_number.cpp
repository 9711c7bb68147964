// SPDX-License-Identifier: MIT
// expected: choose isa{13}, isa{14} or isa{15}, which the format leaves free
#include "firmware.hpp"

#ifdef MISTAKE
static_assert(architecture<arch::aarch64<isa{12}>>);
#else
static_assert(architecture<arch::aarch64<isa{15}>>);
#endif
