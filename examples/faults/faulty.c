// SPDX-License-Identifier: MIT
// A module that does what it must not: writes to its own code, jumps into its own data, reads at an address that it was
// given.
#include <natload/module.h>

uint32_t faulty_data[4];

__attribute__((noinline)) static uintptr_t write_to(volatile uint8_t* at) {
    *at = 0;
    return 0;
}

uintptr_t mpy_init(void* object, size_t count, size_t keywords, const uintptr_t* arguments);
uintptr_t mpy_init(void* object, size_t count, size_t keywords, const uintptr_t* arguments) {
    (void)object;
    (void)keywords;
    switch (count == 0 ? 0 : arguments[0]) {
        case 1: return write_to((volatile uint8_t*)((uintptr_t)&mpy_init & ~(uintptr_t)1));
        case 2: return ((uintptr_t(*)(void))((uintptr_t)faulty_data | (uintptr_t)arguments[1]))();
        case 3: return *(const volatile uint32_t*)arguments[1];
        default: return 0;
    }
}
