// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace natload::inline v0::protect {

/// The PMP of the hart that this runs on, in machine mode: its first 16 entries, each an address register and a byte of
/// configuration (RISC-V privileged architecture 1.12, 3.7.1). What else has these members can stand for it.
struct pmp_registers {
    static std::uintptr_t address(unsigned entry) { return visit<pmpaddr0, 1>(entry, read{}); }
    static void address(unsigned entry, std::uintptr_t value) { visit<pmpaddr0, 1>(entry, write{value}); }

    static std::uint8_t configuration(unsigned entry) {
        return static_cast<std::uint8_t>(visit<pmpcfg0, step>(entry / per_register, read{}) >> shift(entry));
    }
    static void configuration(unsigned entry, std::uint8_t value) {
        const std::uintptr_t all = visit<pmpcfg0, step>(entry / per_register, read{});
        const std::uintptr_t others = all & ~(std::uintptr_t{0xff} << shift(entry));
        visit<pmpcfg0, step>(entry / per_register, write{others | std::uintptr_t{value} << shift(entry)});
    }

private:
    static constexpr unsigned pmpcfg0 = 0x3a0, pmpaddr0 = 0x3b0;

    // A register of RV32 configures four entries; one of RV64 eight, and has an even number.
    static constexpr unsigned per_register = sizeof(std::uintptr_t), step = per_register / 4;
    static constexpr unsigned shift(unsigned entry) { return entry % per_register * 8; }

    // The number of a register is part of the instruction.
    struct read {
        template <unsigned Number>
        std::uintptr_t at() const {
            std::uintptr_t value = 0;
#if defined(__riscv)
            __asm__ volatile(".option push\n\t.option arch, +zicsr\n\tcsrr %0, %1\n\t.option pop"
                             : "=r"(value)
                             : "i"(Number));
#endif
            return value;
        }
    };
    struct write {
        std::uintptr_t value;
        template <unsigned Number>
        std::uintptr_t at() const {
#if defined(__riscv)
            __asm__ volatile(".option push\n\t.option arch, +zicsr\n\tcsrw %0, %1\n\t.option pop" ::"i"(Number),
                             "r"(value)
                             : "memory");
#endif
            return 0;
        }
    };

    template <unsigned First, unsigned Step, unsigned Index = 0, class Access>
    static std::uintptr_t visit(unsigned index, Access access) {
        if (index == Index) return access.template at<First + Index * Step>();
        if constexpr (Index < 15 && First + (Index + 1) * Step < (First == pmpcfg0 ? pmpcfg0 + 4 : pmpaddr0 + 16)) {
            return visit<First, Step, Index + 1>(index, access);
        }
        return 0;
    }
};

}  // namespace natload::inline v0::protect
