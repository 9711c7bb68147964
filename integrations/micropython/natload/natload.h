// SPDX-License-Identifier: MIT
// For C in the firmware: loads .mpy images of any kind into the interpreter.
#pragma once

#include "interpreter.h"
#include "py/persistentcode.h"

#ifdef __cplusplus
extern "C" {
#endif

/// Verifies an image and loads it; raises what it has against it. cm->context is given, cm->rc is what is to be called.
/// In place: the image stays where it is, and as it is, as long as the interpreter runs; names, constants and bytecode
/// then are not copied.
void natload_load_raw_code(const uint8_t* image, size_t size, bool in_place, mp_compiled_module_t* cm);

/// The same, and runs it: a new module object, not among those imported.
mp_obj_t natload_load_module(const uint8_t* image, size_t size, bool in_place, qstr name);
/// Of a file.
mp_obj_t natload_load_module_file(qstr path, qstr name);

// What these are made of.

/// Loads what a session names. Nothing is raised but MemoryError: the session has the reason why it was not loaded,
void natload_try(natload_session_t* session, mp_compiled_module_t* cm);
/// and this tells whether that is memory.
bool natload_is_of_memory(const natload_session_t* session);
/// An empty module, not among those imported.
mp_module_context_t* natload_new_module(qstr name);
/// Runs what was loaded, with the module's globals; returns the module.
mp_obj_t natload_run(const mp_compiled_module_t* cm);

#ifdef __cplusplus
}
#endif
