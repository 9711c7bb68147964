// SPDX-License-Identifier: MIT
// A module without an interface.
#include <stdint.h>

uintptr_t mpy_init(void);
uintptr_t mpy_init(void) { return 42; }
