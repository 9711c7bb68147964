// SPDX-License-Identifier: MIT
// For modules in C (C++: module.hpp): what a module says to be one. Comes before the header of its interface.
//
//   #include <natload/module.h>
//   #include "filter.h"               // NATLOAD_INTERFACE(filter, (...), (...));
//   static const struct filter functions = {...};
//   static const struct filter* start(const struct filter_host* host) { ...; return &functions; }
//   static void stop(void) { ... }
//   NATLOAD_MODULE(filter, start, stop)
#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef NATLOAD_INTERFACE
#error "natload: <natload/module.h> comes before the header of the interface"
#endif
#define NATLOAD_INTERFACE_TEXT(name, words) \
    __attribute__((section(".natload.interface"), used)) static const char natload_interface_of_##name[] = words;
#include <natload/interface.h>

#ifdef __cplusplus
#define NATLOAD_ENTRY extern "C"
#else
#define NATLOAD_ENTRY
#endif

/// The entry of a module of an interface. start(host) runs once, before anything else of the module; null: it can't
/// serve. `host` stays as it is until stop() has run, which is the last that does.
#define NATLOAD_MODULE(name, start, stop)                                                                         \
    NATLOAD_ENTRY uintptr_t mpy_init(void* natload_object, size_t natload_count, size_t natload_keywords,         \
                                     const uintptr_t* natload_arguments);                                         \
    NATLOAD_ENTRY uintptr_t mpy_init(void* natload_object, size_t natload_count, size_t natload_keywords,         \
                                     const uintptr_t* natload_arguments) {                                        \
        (void)natload_object;                                                                                     \
        (void)natload_keywords;                                                                                   \
        if (natload_count == 0) {                                                                                 \
            stop();                                                                                               \
            return 0;                                                                                             \
        }                                                                                                         \
        const struct name* const natload_functions = start((const struct name##_host*)natload_arguments[0]);      \
        return (uintptr_t)natload_functions;                                                                      \
    }
