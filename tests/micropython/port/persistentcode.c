// SPDX-License-Identifier: MIT
// What is to be replaced.
#include "standin.h"

void mp_raw_code_load_mem(const byte* image, size_t size, mp_compiled_module_t* cm) {
    (void)image;
    (void)size;
    (void)cm;
}
void mp_raw_code_load_file(qstr path, mp_compiled_module_t* cm) {
    (void)path;
    (void)cm;
}
void mp_native_relocate(void* relocation, uint8_t* text, uintptr_t run) {
    (void)relocation;
    (void)text;
    (void)run;
}
