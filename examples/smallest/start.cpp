// SPDX-License-Identifier: MIT
// From reset to main: all that a Cortex-M needs. The linker script is cmake/boards/board.ld.
#include <cstring>
#include <semihosting.hpp>

extern "C" {

extern char data_load[], data_begin[], data_end[], bss_begin[], bss_end[], stack_top[];
int main();

[[noreturn]] void _start() {
    std::memcpy(data_begin, data_load, static_cast<std::size_t>(data_end - data_begin));
    std::memset(bss_begin, 0, static_cast<std::size_t>(bss_end - bss_begin));
    semihosting::exit(main());
}

[[noreturn]] void fault() { semihosting::exit(99); }

}  // extern "C"

namespace {

struct vector_table {
    const void* stack;
    void (*handlers[15])();
};

[[gnu::section(".vectors"), gnu::used]] const vector_table vectors = {
    stack_top,
    {_start, fault, fault, fault, fault, fault, fault, fault, fault, fault, fault, fault, fault, fault, fault},
};

}  // namespace
