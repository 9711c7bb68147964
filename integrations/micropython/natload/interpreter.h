// SPDX-License-Identifier: MIT
// What stands between natload, in C++, and the interpreter, in C. Of what is declared here nothing jumps: what the
// interpreter raises is caught where it is called, kept, and answered with 0.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// What natload has against an image, of its errc, that the interpreter has words of its own for. 0: nothing.
enum {
    NATLOAD_FEATURE_BITS = 7,  // of a machine that the format does not know
    NATLOAD_ARCHITECTURE = 8,
    NATLOAD_CODE_LIMIT = 22,  // the first and the last one of memory
    NATLOAD_COMMIT_FAILED = 28,
};

/// One load. Lives on the stack of whoever loads. Sizes are in bytes.
typedef struct {
    const uint8_t* image;
    size_t size;
    bool in_place;  // the image stays where it is as long as the interpreter runs: nothing of it is copied

    // What became of it.
    uint8_t reason;   // an errc of natload; 0: it was loaded
    uint32_t offset;  // in the image
    void* raised;     // the exception that was the reason; null
    const void* root;
    void* code;  // null: no machine code
    void* data;  // one block: the table of objects, that of names, tables of children, variables
    uint32_t code_size;
    uint32_t data_size;
    uint32_t objects;  // in their table, which the data begins with; that of names is next

    // While it is loaded.
    size_t last_name;                                   // the highest number of a name,
    bool last_was_new;                                  // whether the last one that was looked for was new,
    uintptr_t code_run;                                 // where a port runs the block of code that it has committed,
    const void* code_known;                             // how the interpreter knows that address,
    void (*relocate_step)(void* state, uintptr_t run);  // what relocates for it,
    void* relocate;                                     // and the state of that
} natload_session_t;

/// What the interpreter is asked for. Numbers below these are those of the format's constants, with their text; of a
/// tuple only its size, which is the number of its items.
enum {
    NATLOAD_A_TUPLE = 10,
    NATLOAD_A_NAME,
    NATLOAD_A_BYTECODE,  // a function of bytecode that has no children
    NATLOAD_A_FUNCTION,  // a raw code that its maker fills in; with its bytecode, or without
    NATLOAD_SOME_CODE,   // memory for code of so many bytes
    NATLOAD_A_COMMIT,    // code where it can be executed; relocated by natload_relocate on the way
};

// In C++, for the interpreter (loader.cpp).

/// Verifies an image and loads it: all of it, or nothing. What was loaded belongs to the caller and its collector;
/// code goes back by natload_release_code.
void natload_load(natload_session_t* session);
void natload_release_code(void* code, size_t size);
/// Relocates the code of a session for the address where it runs.
void natload_relocate(natload_session_t* session, uintptr_t run);

/// What the header of an image says.
typedef struct {
    uint32_t names;
    uint32_t objects;
    uint32_t arch_flags;
    bool native;
} natload_contents_t;

/// Of an image that is verified.
natload_contents_t natload_contents(const uint8_t* image, size_t size);

/// What loading takes of executable memory and of the heap, in bytes; objects and bytecode are not among it.
typedef struct {
    uint32_t code;
    uint32_t data;
} natload_plan_t;

/// Verifies an image and says what loading it takes; only reason and offset of the session are set.
natload_plan_t natload_plan(natload_session_t* session);
/// What a reason means, for a person (text.cpp).
const char* natload_text(uint8_t reason);
/// The identity that loads here, as sys.implementation._mpy has it.
uint32_t natload_identity(void);

// In C, for natload (interpreter.c).

/// Has the interpreter make something: of bytes, or only of a size.
uintptr_t natload_ask(natload_session_t* session, unsigned what, const void* from, size_t size);
/// The number of a name.
uint16_t natload_intern(natload_session_t* session, const void* text, size_t size);
void natload_set_item(uintptr_t tuple, uint32_t i, uintptr_t item);
/// The table of a loaded module's objects, as the interpreter has it, which keeps the block of data alive. Only where
/// objects are wider than addresses; may raise; then there is no machine code.
void* natload_object_table(void* data, size_t count);
uint8_t* natload_allocate(size_t size);
void natload_free(void* block, size_t size);
void natload_free_code(void* code, size_t size);

#ifdef __cplusplus
}
#endif
