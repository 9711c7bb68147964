// SPDX-License-Identifier: MIT
// What happens between reset and main, and after main, on every bare-metal board. The reset code of
// each family (start.S) has set up the stack and comes here; its fault handlers come to board_fault.
#include <cstddef>
#include <cstdint>
#if __STDC_HOSTED__
#include <algorithm>
#include <cstdlib>
#include <cstring>
#endif

#if defined(__XTENSA__)
#include "xtensa/simcall.hpp"
namespace host = simcall;
#else
#include "semihosting.hpp"
namespace host = semihosting;
#endif

extern "C" {
// Laid out by board.ld.
extern char data_load[], data_begin[], data_end[], bss_begin[], bss_end[];
extern void (*__init_array_start[])();
extern void (*__init_array_end[])();

int main(int argc, char** argv);

[[noreturn]] void board_start() {
    __builtin_memcpy(data_begin, data_load, static_cast<std::size_t>(data_end - data_begin));
    __builtin_memset(bss_begin, 0, static_cast<std::size_t>(bss_end - bss_begin));
#if defined(__ARM_EABI__) && __STDC_HOSTED__
    void initialise_monitor_handles();  // newlib's: opens stdin, stdout and stderr on the host
    initialise_monitor_handles();
#endif
    for (auto* constructor = __init_array_start; constructor != __init_array_end; ++constructor) (*constructor)();

#if __STDC_HOSTED__
    static char* argv[32];
    const int argc = host::arguments(argv, 31);
    for (int i = 0; i < argc; ++i) std::replace(argv[i], argv[i] + std::strlen(argv[i]), '\x1f', ' ');
    std::exit(main(argc, argv));
#else
    host::exit(main(0, nullptr));
#endif
}

/// A fault ends the run: no test passes by one.
[[noreturn]] void board_fault(std::uintptr_t address) {
    char text[] = "FAULT at 0x0000000000000000\n";
    for (char* digit = text + sizeof text - 3; address != 0; address >>= 4) *digit-- = "0123456789abcdef"[address & 15];
    host::print(text);
    host::exit(99);
}

/// A failed assertion, or an exception that the C++ library would have thrown.
[[noreturn]] void abort() {
    host::print("ABORT\n");
    host::exit(98);
}

// What the C and C++ libraries call.
[[noreturn]] void _exit(int status) { host::exit(status); }
void _init() {}
void _fini() {}
void* __dso_handle = nullptr;
}
