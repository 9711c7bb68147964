// SPDX-License-Identifier: MIT
// What stands between natload, in C++, and the interpreter, in C. Of what is declared here nothing jumps: what the
// interpreter raises is caught where it is called, kept, and answered with 0 or null.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// One load. Lives on the stack of whoever loads.
typedef struct {
    bool in_place;           // the image stays where it is as long as the interpreter runs: nothing of it is copied
    void* raised;            // the exception that was raised; null
    uintptr_t code_run;      // where the block of code runs
    const void* code_known;  // and how the interpreter knows that address: it makes it callable itself
    void (*relocate_step)(void* state, uintptr_t run);  // of commit: what relocates
    void* relocate;                                     // and its state
    const void* names;                                  // the module's tables, as they are in the block of data
    const void* objects;
} natload_session_t;

/// A raw code that lies in its place. Kinds are those of the format.
typedef struct {
    unsigned kind;
    const uint8_t* code;  // bytecode in the image
    size_t size;
    uintptr_t address;       // of machine code: where it runs
    const uint8_t* prelude;  // of kind 1, to the end of the code
    size_t prelude_size;
    uintptr_t children;  // their table; of kind 1 without children the prelude
    uint32_t child_count;
    uint32_t arguments;  // of kind 3
    uint32_t signature;  // of kind 3
} natload_raw_code_t;

/// Why an image was not loaded.
typedef enum {
    NATLOAD_LOADED,
    NATLOAD_INCOMPATIBLE,  // not a .mpy file, of another version, or for another interpreter
    NATLOAD_ANOTHER_ARCH,  // machine code for another architecture
    NATLOAD_MALFORMED,
    NATLOAD_NO_MEMORY,
    NATLOAD_RAISED,  // natload_session_t::raised
} natload_refusal_t;

/// What became of an image. Sizes are in bytes.
typedef struct {
    natload_refusal_t refusal;
    uint8_t reason;   // an errc of natload
    uint32_t offset;  // in the image
    const void* root;
    void* code;  // null: no machine code
    void* data;  // one block: objects, tables of children, variables, names
    uint32_t code_size;
    uint32_t data_size;
} natload_outcome_t;

/// What the header of an image says.
typedef struct {
    uint32_t names;
    uint32_t objects;
    uint32_t arch_flags;
    bool native;
} natload_contents_t;

/// What loading takes.
typedef struct {
    uint32_t code;  // bytes
    uint32_t data;  // bytes
    uint32_t bytecode;
    uint32_t names;
    uint32_t objects;
    uint32_t raw_codes;
    uint32_t relocated_words;
} natload_plan_t;

// In C++, for the interpreter (loader.cpp).

/// Verifies an image and loads it: all of it, or nothing. What was loaded belongs to the caller and its collector;
/// code goes back by natload_release_code.
natload_outcome_t natload_load(natload_session_t* session, const uint8_t* image, size_t size);
/// Of an image that was loaded.
natload_contents_t natload_contents(const uint8_t* image, size_t size);
/// Verifies an image and says what loading it takes; only refusal, reason and offset of the outcome are told.
natload_outcome_t natload_plan(const uint8_t* image, size_t size, natload_plan_t* plan);
void natload_release_code(void* code, size_t size);
/// Relocates the code of a session for the address where it runs.
void natload_relocate(natload_session_t* session, uintptr_t run);
/// What a reason means, for a person.
const char* natload_text(uint8_t reason);
/// The identity that loads here, as sys.implementation._mpy has it.
uint32_t natload_identity(void);

// In C, for natload (interpreter.c).

uint16_t natload_intern(natload_session_t* session, const uint8_t* text, size_t size);
uintptr_t natload_object(natload_session_t* session, unsigned type, const uint8_t* text, size_t size);
uintptr_t natload_tuple(natload_session_t* session, uint32_t items);
void natload_set_item(uintptr_t tuple, uint32_t i, uintptr_t item);
uintptr_t natload_function(natload_session_t* session, const natload_raw_code_t* code);
/// The table of a loaded module's objects, as the interpreter has it, which keeps the block of data alive. May raise
/// where objects are wider than addresses; then there is no machine code.
void* natload_object_table(void* data, const uintptr_t* words, size_t count);
uint8_t* natload_allocate(size_t size);
void natload_free(void* block, size_t size);
uint8_t* natload_allocate_code(natload_session_t* session, size_t size);
void natload_free_code(void* code, size_t size);
/// Has the port make code executable, which relocates by natload_relocate. Null: it could not.
void* natload_commit_code(natload_session_t* session, void* code, size_t size);
/// The caches of a port that has some.
void natload_synchronize(uintptr_t address, size_t size);

#ifdef __cplusplus
}
#endif
