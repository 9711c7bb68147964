// SPDX-License-Identifier: MIT
// The facts of the interpreter's build, for C and C++.
#pragma once

#include "headers.h"

#if !MICROPY_PERSISTENT_CODE_LOAD
#error natload loads .mpy files: build MicroPython with MICROPY_PERSISTENT_CODE_LOAD
#endif

// Its name before 1.26.
#ifndef MP_NORETURN
#define MP_NORETURN __attribute__((noreturn))
#endif

// Unknown before 1.25.
#ifndef MICROPY_VFS_ROM
#define MICROPY_VFS_ROM 0
#endif

// Before 1.28, machine code could be loaded where an emitter was in the firmware, and only there.
#ifndef MICROPY_PERSISTENT_CODE_LOAD_NATIVE
#define MICROPY_PERSISTENT_CODE_LOAD_NATIVE (MICROPY_EMIT_MACHINE_CODE)
#endif
#ifndef MICROPY_ENABLE_NATIVE_CODE
#define MICROPY_ENABLE_NATIVE_CODE (MICROPY_EMIT_NATIVE)
#endif
#define NATLOAD_MACHINE_CODE (MICROPY_ENABLE_NATIVE_CODE && MICROPY_PERSISTENT_CODE_LOAD_NATIVE)

// Objects that are wider than addresses are handed over as addresses.
#define NATLOAD_WIDE_OBJECTS (MICROPY_OBJ_REPR == MICROPY_OBJ_REPR_D)

// Extensions that the interpreter's emitter takes for granted, as the format has them.
#ifndef MICROPY_EMIT_RV32_ZBA
#define MICROPY_EMIT_RV32_ZBA 0
#endif
#ifndef MICROPY_EMIT_RV32_ZCMP
#define MICROPY_EMIT_RV32_ZCMP 0
#endif
#define NATLOAD_ARCH_FLAGS ((MICROPY_EMIT_RV32_ZBA ? 1u : 0u) | (MICROPY_EMIT_RV32_ZCMP ? 2u : 0u))

// Whether modules can be unloaded: with the Python module, which has the collector's functions wrapped.
#ifndef NATLOAD_MODULE
#define NATLOAD_MODULE 1
#endif
#define NATLOAD_UNLOADS (NATLOAD_MODULE && MICROPY_ENABLE_GC)

// Whether a port has a way of its own to make code executable.
#ifdef MP_PLAT_COMMIT_EXEC
#define NATLOAD_COMMITS 1
#else
#define NATLOAD_COMMITS 0
#endif

// A port on a POSIX system: natload maps the code's pages itself, never writable and executable at once.
#ifndef NATLOAD_PAGES
#if defined(__unix__) || defined(__APPLE__)
#define NATLOAD_PAGES 1
#else
#define NATLOAD_PAGES 0
#endif
#endif

// Whether code is in the collector's heap: the port has no memory of its own for it. The interpreter tracks it only then.
#if NATLOAD_PAGES || NATLOAD_COMMITS || (NATLOAD_MACHINE_CODE && !MICROPY_PERSISTENT_CODE_TRACK_FUN_DATA)
#define NATLOAD_CODE_IN_HEAP 0
#else
#define NATLOAD_CODE_IN_HEAP 1
#endif

// Whether a function that is nothing but bytecode can be known by that, without a raw code.
#if (MICROPY_MODULE_FROZEN_MPY || MICROPY_PY_FUNCTION_ATTRS_CODE) && !MICROPY_PERSISTENT_CODE_SAVE && \
    !MICROPY_PY_SYS_SETTRACE
#define NATLOAD_BARE_BYTECODE 1
#else
#define NATLOAD_BARE_BYTECODE 0
#endif
