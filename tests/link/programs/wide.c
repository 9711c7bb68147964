// SPDX-License-Identifier: MIT
// What most processors have no instructions for: quotients of 64 bits, doubles.
#include "module_abi.h"

word mpy_init(void* context, size_t n_args, size_t n_kw, const word* args) {
    (void)context;
    (void)n_args;
    (void)n_kw;
    const uint32_t a = (uint32_t)args[1], b = (uint32_t)args[2];
    const uint64_t n = ((uint64_t)a << 32 | b) * 3;
    const int64_t s = (int64_t)n - ((int64_t)1 << 62);
    const double x = (double)a * 1.1 + (double)b / 3.0 - 0.5;
    switch (args[0]) {
        case 0: return (uint32_t)(n / (b | 1));
        case 1: return (uint32_t)(n % (b | 1));
        case 2: return (uint32_t)(s / ((int64_t)b + 1));
        case 3: return (uint32_t)x;
        case 4: return (uint32_t)(int64_t)(x * 1e6);
        case 5: return x > 1000.0;
        default: return (float)x < (float)b;
    }
}
