// SPDX-License-Identifier: MIT
// What ports do: they call from files of their own what can be wrapped.
#include "control.h"
#define STANDIN_COMMITS
#include "standin.h"

#include <string.h>

void standin_collect(void** stack, size_t words) {
    gc_collect_start();
    gc_collect_root(stack, words);
    gc_collect_end();
}

void* standin_commit(void* code, size_t size, void* relocation) {
    void* const run = m_malloc(size);
    mp_native_relocate(relocation, code, (uintptr_t)run);
    return memcpy(run, code, size);
}
