// SPDX-License-Identifier: MIT
// A module that does what it should: the sum of what it was given so far.
#include <natload/module.h>

uint32_t steady_sum;

uintptr_t mpy_init(void* object, size_t count, size_t keywords, const uintptr_t* arguments);
uintptr_t mpy_init(void* object, size_t count, size_t keywords, const uintptr_t* arguments) {
    (void)object;
    (void)keywords;
    for (size_t i = 0; i != count; ++i) {
        steady_sum += arguments[i];
    }
    return steady_sum;
}
