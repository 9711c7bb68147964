// SPDX-License-Identifier: MIT
#pragma once

/// For modules in C++: module.h, and what the language asks of a runtime. Constructors of global objects run before
/// start(); destructors do not run, as a module's memory is taken back whole: stop() is for what it has of the host's.
/// Compile with -fno-exceptions -fno-rtti -fno-threadsafe-statics, as natload_add_module does.
#include <natload/module.h>

extern "C" {
[[gnu::weak]] void* __dso_handle = nullptr;
[[gnu::weak]] int __cxa_atexit(void (*)(void*), void*, void*) { return 0; }
[[gnu::weak]] int __aeabi_atexit(void*, void (*)(void*), void*) { return 0; }
[[gnu::weak]] void __cxa_pure_virtual() {
    for (;;) {
    }
}
}

// A virtual destructor refers to it; nothing of a module is on a heap.
[[gnu::weak]] void operator delete(void*) noexcept {}
[[gnu::weak]] void operator delete(void*, size_t) noexcept {}
