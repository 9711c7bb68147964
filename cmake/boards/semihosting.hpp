// SPDX-License-Identifier: MIT
// Semihosting: a trap by which a program under QEMU (or a debugger) asks the host for a service.
// The numbers are those of Arm's "Semihosting for AArch32 and AArch64"; RISC-V took them over.
#pragma once

#include <cstdint>
#if __STDC_HOSTED__
#include <cstring>
#endif

namespace semihosting {

enum class operation : std::uintptr_t {
    write0 = 0x04,         // prints a string that ends with NUL
    get_cmdline = 0x15,    // fills a buffer with the arguments, a space between each
    exit_extended = 0x20,  // ends the program with a status
};

/// The operation's number and its argument go in the first two argument registers; so does the answer come back.
inline std::uintptr_t call(operation op, const void* argument) {
#if defined(__aarch64__)
    register std::uintptr_t first asm("x0") = static_cast<std::uintptr_t>(op);
    register const void* second asm("x1") = argument;
    asm volatile("hlt 0xf000" : "+r"(first) : "r"(second) : "memory");
#elif defined(__riscv)
    register std::uintptr_t first asm("a0") = static_cast<std::uintptr_t>(op);
    register const void* second asm("a1") = argument;
    // These three instructions, uncompressed and in one page, are what tells the call from a breakpoint.
    asm volatile(
        ".option push\n .option norvc\n .balign 16\n"
        "slli zero, zero, 0x1f\n ebreak\n srai zero, zero, 7\n"
        ".option pop"
        : "+r"(first)
        : "r"(second)
        : "memory");
#elif defined(__arm__)
    register std::uintptr_t first asm("r0") = static_cast<std::uintptr_t>(op);
    register const void* second asm("r1") = argument;
#if __ARM_ARCH_PROFILE == 'M'
    asm volatile("bkpt 0xab" : "+r"(first) : "r"(second) : "memory");
#else
    asm volatile("svc 0x123456" : "+r"(first) : "r"(second) : "memory", "lr");
#endif
#endif
    return first;
}

inline void print(const char* text) { call(operation::write0, text); }

[[noreturn]] inline void exit(int status) {
    constexpr std::uintptr_t application_exit = 0x20026;
    const std::uintptr_t block[] = {application_exit, static_cast<std::uintptr_t>(status)};
    for (;;) call(operation::exit_extended, block);
}

#if __STDC_HOSTED__
/// Puts the arguments into argv, at most limit of them; how many. A space inside one arrives as 0x1f.
inline int arguments(char** argv, int limit) {
    static char line[1024];
    const std::uintptr_t block[] = {reinterpret_cast<std::uintptr_t>(line), sizeof line};
    if (call(operation::get_cmdline, block) != 0) return 0;
    int count = 0;
    for (char* word = std::strtok(line, " "); word && count < limit; word = std::strtok(nullptr, " "))
        argv[count++] = word;
    return count;
}
#endif

}  // namespace semihosting
