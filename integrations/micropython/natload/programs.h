// SPDX-License-Identifier: MIT
// The machine code that was loaded, which the collector does not take: someone may run it whom it can't see.
#pragma once

#include "config.h"
#include "interpreter.h"
#include "py/bc.h"

#ifdef __cplusplus
extern "C" {
#endif

/// Keeps the code and data of a program until it is unloaded. Raises MemoryError, and gives its code back, if it can't.
void natload_remember(const natload_session_t* program);

#if NATLOAD_UNLOADS

/// Unloads a module: gives back its machine code, empties it, and forgets that it was imported. Collects, and looks
/// through heap, stacks and roots for words inside code or data, and for functions of the module: while there is one,
/// nothing is done, and it returns false. Of a module without machine code it only forgets the import.
bool natload_unload(mp_module_context_t* module);

/// Unloads whatever was loaded and can't be reached any more; returns how many programs that were.
size_t natload_unload_unused(void);

#endif

#ifdef __cplusplus
}
#endif
