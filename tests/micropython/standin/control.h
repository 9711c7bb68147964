// SPDX-License-Identifier: MIT
// How tests have their way with the interpreter that stands in.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Starts over with an empty heap.
void standin_reset(void);
/// The collector looks through the stack up to this address.
void standin_stack_from(const void* top);
/// Grants so many allocations, names among them, before it refuses each.
void standin_allow(unsigned long allocations);
unsigned long standin_allowed(void);
size_t standin_blocks_in_use(void);

struct standin_exception {
    const void* base;  // its type, as every object has it
    const char* type;
    char text[80];
};
/// Calls work(with). Null, or what it raised.
const struct standin_exception* standin_catch(void (*work)(void*), void* with);

struct standin_file {
    const uint8_t* data;
    size_t size;
    bool mapped;  // has a buffer
    bool broken;
    size_t answer;  // to how many bytes it likes to be read at once
    size_t at;
    int closed;  // how often
};
/// What any path opens.
void standin_set_file(struct standin_file* file);

/// Of collecting, what MicroPython's ports have in a file of their own (collect.c).
void standin_collect(void** stack, size_t words);

#ifdef __cplusplus
}
#endif
