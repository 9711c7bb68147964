// SPDX-License-Identifier: MIT
#pragma once

#include <natload/fault/record.hpp>

#if defined(__riscv)

#include <type_traits>

#if __riscv_xlen == 64
#define NATLOAD_RISCV_STORE "sd "
#define NATLOAD_RISCV_LOAD "ld "
#define NATLOAD_RISCV_WORD "8"
#else
#define NATLOAD_RISCV_STORE "sw "
#define NATLOAD_RISCV_LOAD "lw "
#define NATLOAD_RISCV_WORD "4"
#endif
#define NATLOAD_RISCV_SAVE(reg, place) NATLOAD_RISCV_STORE #reg ", " #place "*" NATLOAD_RISCV_WORD "(sp)\n\t"
#define NATLOAD_RISCV_RESTORE(reg, place) NATLOAD_RISCV_LOAD #reg ", " #place "*" NATLOAD_RISCV_WORD "(sp)\n\t"
#define NATLOAD_RISCV_CALLEE_SAVED(each)                                                                        \
    each(ra, 0) each(s0, 1) each(s1, 2) each(s2, 3) each(s3, 4) each(s4, 5) each(s5, 6) each(s6, 7) each(s7, 8) \
        each(s8, 9) each(s9, 10) each(s10, 11) each(s11, 12) each(gp, 13) each(tp, 14)
// All but zero and sp, by their numbers.
#define NATLOAD_RISCV_EACH(each)                                                                                     \
    each(ra, 1) each(gp, 3) each(tp, 4) each(t0, 5) each(t1, 6) each(t2, 7) each(s0, 8) each(s1, 9) each(a0, 10)     \
        each(a1, 11) each(a2, 12) each(a3, 13) each(a4, 14) each(a5, 15) each(a6, 16) each(a7, 17) each(s2, 18)      \
            each(s3, 19) each(s4, 20) each(s5, 21) each(s6, 22) each(s7, 23) each(s8, 24) each(s9, 25) each(s10, 26) \
                each(s11, 27) each(t3, 28) each(t4, 29) each(t5, 30) each(t6, 31)

namespace natload::inline v0::fault {

/// Calls functions, modules say, in such a way that a trap in them ends the call and not the firmware: in machine mode.
///
/// The firmware's trap handler comes to it by NATLOAD_TRAP_HANDLER. What the function had locked or was to free stays
/// as it is, and a module that has destroyed the firmware's stack or data has done so. Calls nest. A hart has a catcher
/// of its own. For modules in user mode there is user_mode.hpp.
class catcher {
public:
    /// Calls f(). false: it did not return, for a fault, about which last() tells.
    template <class F>
    bool call(F&& f) {
        const landing outer = landing_;
        const bool returned = enter(
                                  &landing_, [](void* p) { (*static_cast<std::remove_reference_t<F>*>(p))(); },
                                  const_cast<void*>(static_cast<const volatile void*>(&f))) == 0;
        landing_ = outer;
        return returned;
    }

    const record& last() const { return last_; }

    /// What NATLOAD_TRAP_HANDLER calls. Returns if the trap is not a call's: an interrupt, or without a call.
    void handle(std::uintptr_t cause, std::uintptr_t instruction, std::uintptr_t address) {
        if (landing_.stack == 0 || static_cast<std::intptr_t>(cause) < 0) return;
        last_ = {instruction, address, cause};
        __asm__ volatile(
            ".option push\n\t.option arch, +zicsr\n\t"
            "csrw mepc, %1\n\t"
            "csrs mstatus, %2\n\t"
            ".option pop\n\t"
            "mv sp, %0\n\t"
            "li a0, 1\n\t"
            "mret" ::"r"(landing_.stack),
            "r"(landing_.resume), "r"(machine_mode)
            : "memory");
        __builtin_unreachable();
    }

    /// Where a trap may have its stack: nothing below it is used any more. 0: no call.
    std::uintptr_t stack() const { return landing_.stack; }

private:
    static constexpr std::uintptr_t machine_mode = 3u << 11;  // mstatus.MPP

    struct landing {
        std::uintptr_t stack = 0;  // 0: no call
        std::uintptr_t resume = 0;
    };

    /// Calls function(argument) and returns 0; or 1, if handle() came here.
    [[gnu::naked, gnu::noinline]] static int enter(landing*, void (*)(void*), void*) {
        __asm__ volatile(
            "addi sp, sp, -16*" NATLOAD_RISCV_WORD "\n\t" NATLOAD_RISCV_CALLEE_SAVED(NATLOAD_RISCV_SAVE)
                NATLOAD_RISCV_STORE
            "sp, 0(a0)\n\t"
            "lla t0, 1f\n\t" NATLOAD_RISCV_STORE "t0, " NATLOAD_RISCV_WORD
            "(a0)\n\t"
            "mv a0, a2\n\t"
            "jalr a1\n\t"
            "li a0, 0\n"
            "1:\n\t" NATLOAD_RISCV_CALLEE_SAVED(NATLOAD_RISCV_RESTORE) "addi sp, sp, 16*" NATLOAD_RISCV_WORD
                                                                       "\n\t"
                                                                       "ret");
    }

    landing landing_;
    record last_;
};

}  // namespace natload::inline v0::fault

/// Defines the function `handler`, for mtvec, aligned to 4. It is for exceptions: a firmware with interrupts has them
/// vectored, or comes here with `cause`, `instruction` and `address` in a0 to a2 by handler##_in_cpp. Traps that no
/// call of the catcher's is to blame for go to `otherwise`, which does not return: void otherwise(std::uintptr_t
/// instruction).
#define NATLOAD_TRAP_HANDLER(handler, catcher, otherwise)                                                  \
    extern "C" [[gnu::used]] void handler##_in_cpp(std::uintptr_t cause, std::uintptr_t instruction,       \
                                                   std::uintptr_t address) {                               \
        (catcher).handle(cause, instruction, address);                                                     \
        otherwise(instruction);                                                                            \
    }                                                                                                      \
    extern "C" [[gnu::naked, gnu::used, gnu::aligned(4)]] void handler() {                                 \
        __asm__ volatile(                                                                                  \
            ".option push\n\t.option arch, +zicsr\n\t"                                                     \
            "csrr a0, mcause\n\tcsrr a1, mepc\n\tcsrr a2, mtval\n\t.option pop\n\tj " #handler "_in_cpp"); \
    }

#endif
