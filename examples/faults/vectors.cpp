// SPDX-License-Identifier: MIT
// Cortex-M: faults go to the catcher; those that no module is to blame for, to the board.
#include "machine.hpp"

#if !defined(__riscv)

extern "C" [[noreturn]] void board_fault(std::uintptr_t address);

namespace {

[[noreturn]] void not_of_a_module(const std::uint32_t* frame) { board_fault(frame[6]); }

}  // namespace

NATLOAD_FAULT_HANDLER(fault_handler, machine::catcher, not_of_a_module)

void machine::take_faults() {
    auto& vector_table = *reinterpret_cast<volatile std::uintptr_t*>(0xe000ed08);  // VTOR
    alignas(128) static std::uintptr_t vectors[16];
    const auto* before = reinterpret_cast<const std::uintptr_t*>(vector_table);
    __asm__("" : "+r"(before));  // which is null here, and compilers know of nothing there
    for (std::size_t i = 0; i < 16; ++i) vectors[i] = before[i];
    for (std::size_t i = 3; i < 7; ++i) vectors[i] = reinterpret_cast<std::uintptr_t>(&fault_handler);
    vector_table = reinterpret_cast<std::uintptr_t>(vectors);
}

#endif
