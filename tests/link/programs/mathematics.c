// SPDX-License-Identifier: MIT
// Functions of the C library of the target's toolchain.
#include "module_abi.h"

float sinf(float x);
float floorf(float x);
size_t strlen(const char* text);

union number {
    float value;
    uint32_t bits;
};

word mpy_init(void* context, size_t n_args, size_t n_kw, const word* args) {
    (void)context;
    (void)n_args;
    (void)n_kw;
    union number x = {.bits = (uint32_t)args[1]};
    if (args[0] == 0) x.value = sinf(x.value);
    if (args[0] == 1) x.value = floorf(x.value);
    if (args[0] == 2) x.bits = (uint32_t)strlen((const char*)args[1]);
    return x.bits;
}
