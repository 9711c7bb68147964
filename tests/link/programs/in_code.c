// SPDX-License-Identifier: MIT
// Static variables, which most compilers reach relative to the code: linked with --variables-in-code.
#include "module_abi.h"

static volatile int counter = 40;
static volatile int calls[4];
static const char* volatile text = "abc";
static volatile long long wide = 0x100000000;

word mpy_init(void* context, size_t n_args, size_t n_kw, const word* args) {
    (void)context;
    (void)n_kw;
    if (n_args == 1) calls[args[0]] = calls[args[0]] + 1;
    counter = counter + 1;
    wide = wide + 1;
    return (word)(counter + calls[1] * 100 + text[1] * 1000 + (int)(wide - 0x100000000) * 1000000);
}
