// SPDX-License-Identifier: MIT
#include "protect/machine.hpp"

using natload::testing::the_catcher;

#if defined(__riscv)

namespace {
[[noreturn]] void not_caught(std::uintptr_t instruction) { board_fault(instruction); }
}  // namespace
NATLOAD_TRAP_HANDLER(protect_fault, the_catcher, not_caught)

void natload::testing::catch_faults() {
    __asm__ volatile(".option push\n\t.option arch, +zicsr\n\tcsrw mtvec, %0\n\t.option pop" ::"r"(&protect_fault));
}

#else

namespace {
[[noreturn]] void not_caught(const std::uint32_t* frame) { board_fault(frame[6]); }
}  // namespace
NATLOAD_FAULT_HANDLER(protect_fault, the_catcher, not_caught)

void natload::testing::catch_faults() {
    auto& vector_table = *reinterpret_cast<volatile std::uintptr_t*>(0xe000ed08);
    alignas(512) static std::uintptr_t vectors[16];
    const auto* before = reinterpret_cast<const std::uintptr_t*>(vector_table);
    __asm__("" : "+r"(before));  // which may be null, as the compiler knows it
    for (std::size_t i = 0; i < 16; ++i) vectors[i] = before[i];
    for (std::size_t i = 3; i < 7; ++i) vectors[i] = reinterpret_cast<std::uintptr_t>(&protect_fault);
    vector_table = reinterpret_cast<std::uintptr_t>(vectors);
}

#endif
