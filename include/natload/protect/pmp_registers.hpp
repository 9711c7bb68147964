// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace natload::inline v0::protect {

/// The PMP of the hart that this runs on, in machine mode: its first 16 entries, each an address register and a byte of
/// configuration (RISC-V privileged architecture 1.12, 3.7.1). What else has these members can stand for it.
struct pmp_registers {
    static std::uintptr_t address(unsigned entry) { return reg(entry, 0, false); }
    static void address(unsigned entry, std::uintptr_t value) { reg(entry, value, true); }

    static std::uint8_t configuration(unsigned entry) {
        return static_cast<std::uint8_t>(configurations(entry, 0, false) >> shift(entry));
    }
    static void configuration(unsigned entry, std::uint8_t value) {
        const std::uintptr_t others = configurations(entry, 0, false) & ~(std::uintptr_t{0xff} << shift(entry));
        configurations(entry, others | std::uintptr_t{value} << shift(entry), true);
    }

private:
    // A register of RV32 holds the bytes of four entries, one of RV64 those of eight, and has an even number.
    static constexpr unsigned shift(unsigned entry) { return entry % sizeof(std::uintptr_t) * 8; }

    // The number of a register is part of the instruction. Both read, and store if asked to.
#if defined(__riscv)
#define NATLOAD_CSR(number)                                                                                            \
    case number:                                                                                                       \
        if (stores)                                                                                                    \
            __asm__ volatile(                                                                                          \
                ".option push\n\t.option arch, +zicsr\n\tcsrw %0, %1\n\t.option pop" ::"i"(first + number), "r"(value) \
                : "memory");                                                                                           \
        else                                                                                                           \
            __asm__ volatile(".option push\n\t.option arch, +zicsr\n\tcsrr %0, %1\n\t.option pop"                      \
                             : "=r"(value)                                                                             \
                             : "i"(first + number));                                                                   \
        break;
#else
#define NATLOAD_CSR(number) \
    case number: break;     \
        #endif
    static std::uintptr_t reg(unsigned entry, std::uintptr_t value, [[maybe_unused]] bool stores) {
        [[maybe_unused]] constexpr unsigned first = 0x3b0;  // pmpaddr0
        switch (entry) {
            NATLOAD_CSR(0)
            NATLOAD_CSR(1)
            NATLOAD_CSR(2)
            NATLOAD_CSR(3)
            NATLOAD_CSR(4)
            NATLOAD_CSR(5)
            NATLOAD_CSR(6)
            NATLOAD_CSR(7)
            NATLOAD_CSR(8)
            NATLOAD_CSR(9)
            NATLOAD_CSR(10)
            NATLOAD_CSR(11)
            NATLOAD_CSR(12)
            NATLOAD_CSR(13)
            NATLOAD_CSR(14)
            NATLOAD_CSR(15)
            default: break;
        }
        return value;
    }
    static std::uintptr_t configurations(unsigned entry, std::uintptr_t value, [[maybe_unused]] bool stores) {
        [[maybe_unused]] constexpr unsigned first = 0x3a0;  // pmpcfg0
        switch (entry / sizeof(std::uintptr_t) * (sizeof(std::uintptr_t) / 4)) {
            NATLOAD_CSR(0)
            NATLOAD_CSR(2)
#if !defined(__riscv_xlen) || __riscv_xlen == 32
            NATLOAD_CSR(1)
            NATLOAD_CSR(3)
#endif
            default: break;
        }
        return value;
    }
#undef NATLOAD_CSR
};

}  // namespace natload::inline v0::protect
