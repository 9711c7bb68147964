// SPDX-License-Identifier: MIT
// Variables that code has to make before the entry runs, in their order, once.
extern "C" {
#include "module_abi.h"
}

extern volatile int ten;
volatile int ten = 10;

struct summed {
    int sum = 0;
    explicit summed(int n) {
        for (int i = 0; i <= n; ++i) sum += i;
    }
};
extern summed first;
summed first(ten);

struct product {
    int value;
    product() : value(first.sum * ten) { ten = ten + 1; }
};
extern product second;
product second;

extern "C" word mpy_init(void*, size_t n_args, size_t, const word* args) {
    const int now = second.value + ten * 1000;
    return static_cast<word>(now) + (n_args == 4 ? args[0] + args[3] : n_args);
}
