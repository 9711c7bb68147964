// SPDX-License-Identifier: MIT
// What semihosting is elsewhere: the instruction by which a program asks Xtensa's simulator, or QEMU, for a service.
#pragma once

#include <cstdint>
#include <cstring>

namespace simcall {

enum class operation : std::intptr_t {
    exit = 1,
    read = 3,
    write = 4,
    open = 5,
    close = 6,
    lseek = 19,
    argc = 1000,
    argv_size = 1001,
    argv = 1002,  // fills a buffer of that size: pointers, then the strings
};

inline std::intptr_t call(operation op, std::intptr_t first = 0, std::intptr_t second = 0, std::intptr_t third = 0) {
    register std::intptr_t a2 asm("a2") = static_cast<std::intptr_t>(op);
    register std::intptr_t a3 asm("a3") = first;
    register std::intptr_t a4 asm("a4") = second;
    register std::intptr_t a5 asm("a5") = third;
    asm volatile(".byte 0x00, 0x51, 0x00" : "+r"(a2), "+r"(a3) : "r"(a4), "r"(a5) : "memory");  // simcall
    return a2;
}

inline std::intptr_t address(const void* pointer) { return reinterpret_cast<std::intptr_t>(pointer); }

inline void print(const char* text) {
    call(operation::write, 1, address(text), static_cast<std::intptr_t>(std::strlen(text)));
}

[[noreturn]] inline void exit(int status) {
    for (;;) call(operation::exit, status);
}

/// Puts the arguments into argv, at most limit of them; how many. A space inside one arrives as 0x1f.
inline int arguments(char** argv, int limit) {
    static char* buffer[512];
    const auto count = static_cast<int>(call(operation::argc));
    if (call(operation::argv_size) > static_cast<std::intptr_t>(sizeof buffer) || count > limit) return 0;
    call(operation::argv, address(buffer));
    std::memcpy(argv, buffer, static_cast<std::size_t>(count) * sizeof(char*));
    return count;
}

}  // namespace simcall
