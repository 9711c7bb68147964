// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <natload/fault/riscv.hpp>

#if defined(__riscv)

namespace natload::inline v0::protect {

/// The gate between a firmware in machine mode and its modules in user mode, where the PMP binds them (pmp_user). A
/// module is entered by mret, and left by a trap.
///
/// Nothing of the firmware is open to user mode, so every way out is a fault, which the gate knows by its address: a
/// call of a function in the host's table, which the gate makes for the module in machine mode; and the return from the
/// module's entry. All else ends the call: a fault, about which last() tells, or an ecall, whose a0 is the result. So
/// modules and tables are the same as without a gate.
///
/// The firmware opens to modules, by the unit, their stack, to be written, and the table, to be read. Functions of the
/// table take up to eight words in registers, run with interrupts masked, and look at every pointer that a module gives
/// them. Interrupts in user mode go to `interrupt`; without it they end the call, like faults. Calls nest, by functions
/// of the table. While a module runs, mtvec and mscratch are the gate's. A hart has a gate of its own.
class user_mode {
public:
    using word = std::uintptr_t;

    /// What a call gave; without a value, if it was ended by a fault.
    struct outcome {
        bool returned = false;
        word value = 0;
        explicit operator bool() const { return returned; }
    };

    /// The stack is a range of 16-byte units, the table `length` words. Both outlive the gate.
    user_mode(const void* table, std::size_t length, std::uint8_t* stack, std::size_t size,
              void (*interrupt)(word cause) = nullptr)
        : table_(static_cast<const word*>(table)), length_(length), interrupt_(interrupt), free_(stack + size) {}
    user_mode(const user_mode&) = delete;
    user_mode& operator=(const user_mode&) = delete;

    /// Calls a module's entry with words as positional arguments, as module::call does.
    template <class... Words>
    outcome call(word entry, Words... arguments) {
        constexpr std::size_t count = sizeof...(arguments);
        const word list[count + 1] = {static_cast<word>(arguments)..., 0};
        return call_with(entry, count, list);
    }

    template <class Word>
    outcome call_with(word entry, std::size_t count, const Word* arguments) {
        static_assert(sizeof(Word) == sizeof(word), "user_mode: arguments are words of this machine");
        std::uint8_t* const before = free_;
        free_ -= (count * sizeof(word) + 15) & ~std::size_t{15};
        for (std::size_t i = 0; i < count; ++i) reinterpret_cast<volatile word*>(free_)[i] = arguments[i];
        arguments_[0] = 0;
        arguments_[1] = count;
        arguments_[2] = 0;
        arguments_[3] = reinterpret_cast<word>(free_);
        const bool returned = enter(this, entry, reinterpret_cast<word>(free_), exit_address()) == leaves;
        free_ = before;
        return {returned, returned ? value_ : 0};
    }

    const fault::record& last() const { return last_; }

private:
    enum action : int { resumes = 0, leaves = 1, faults = 2 };
    enum cause : word { fetch_fault = 1, call_from_user_mode = 8 };
    struct two_words {
        word first, second;
    };

    // Nothing lies there that user mode could fetch.
    word exit_address() const { return reinterpret_cast<word>(this); }

    bool is_in_table(word address) const {
        std::size_t i = 0;
        while (i < length_ && table_[i] != address) ++i;
        return i < length_ && address != 0;
    }

    /// What becomes of a trap: x[1] to x[31] are the module's registers, x[0] is its program counter.
    static int handle(user_mode& gate, word (&x)[32]) {
        word why = 0, address = 0;
        __asm__ volatile(".option push\n\t.option arch, +zicsr\n\tcsrr %0, mcause\n\tcsrr %1, mtval\n\t.option pop"
                         : "=r"(why), "=r"(address));
        if (static_cast<std::intptr_t>(why) < 0 && gate.interrupt_ != nullptr) {
            gate.interrupt_(why);
            return resumes;
        }
        if ((why == fetch_fault && x[0] == gate.exit_address()) || why == call_from_user_mode) {
            gate.value_ = x[10];
            return leaves;
        }
        if (why == fetch_fault && gate.is_in_table(x[0])) {
            using function = two_words(word, word, word, word, word, word, word, word);
            std::uint8_t* const before = gate.free_;
            gate.free_ = reinterpret_cast<std::uint8_t*>(x[2] & ~word{15});  // a further call goes on from here
            const auto [first, second] =
                reinterpret_cast<function*>(x[0])(x[10], x[11], x[12], x[13], x[14], x[15], x[16], x[17]);
            gate.free_ = before;
            x[10] = first;
            x[11] = second;
            x[0] = x[1];
            return resumes;
        }
        gate.last_ = {x[0], address, why};
        return faults;
    }

    // clang-format off
    /// Enters user mode, comes back with what handle() says at last. The stack holds, above the module's registers: what a
    /// caller wants kept (0 to 14), mtvec, mscratch, mepc, mstatus, the outer call's stack, the gate (20).
    [[gnu::naked, gnu::noinline]] static int enter(user_mode*, word /*entry*/, word /*stack*/, word /*return address*/) {
        __asm__ volatile(
            ".option push\n\t.option arch, +zicsr\n\t"
            "addi sp, sp, -24*" NATLOAD_RISCV_WORD "\n\t"
            NATLOAD_RISCV_CALLEE_SAVED(NATLOAD_RISCV_SAVE)
            "csrr t0, mtvec\n\t" NATLOAD_RISCV_SAVE(t0, 15)
            "csrr t0, mscratch\n\t" NATLOAD_RISCV_SAVE(t0, 16)
            "csrr t0, mepc\n\t" NATLOAD_RISCV_SAVE(t0, 17)
            "csrr t0, mstatus\n\t" NATLOAD_RISCV_SAVE(t0, 18)
            NATLOAD_RISCV_LOAD "t0, 0(a0)\n\t" NATLOAD_RISCV_SAVE(t0, 19)
            NATLOAD_RISCV_SAVE(a0, 20)
            "csrci mstatus, 8\n\t"                      // MIE: no interrupt finds what is half done
            NATLOAD_RISCV_STORE "sp, 0(a0)\n\t"
            "csrw mscratch, a0\n\t"
            "lla t0, 1f\n\tcsrw mtvec, t0\n\t"
            "csrw mepc, a1\n\t"
            "li t0, 3 << 11\n\tcsrc mstatus, t0\n\t"    // MPP: user mode
            "mv sp, a2\n\tmv ra, a3\n\tmv t0, a0\n\t"
            NATLOAD_RISCV_LOAD "a0, 1*" NATLOAD_RISCV_WORD "(t0)\n\t"
            NATLOAD_RISCV_LOAD "a1, 2*" NATLOAD_RISCV_WORD "(t0)\n\t"
            NATLOAD_RISCV_LOAD "a2, 3*" NATLOAD_RISCV_WORD "(t0)\n\t"
            NATLOAD_RISCV_LOAD "a3, 4*" NATLOAD_RISCV_WORD "(t0)\n\t"
            "mret\n\t"

            ".balign 4\n"
            "1:\n\t"                                    // a trap
            "csrrw sp, mscratch, sp\n\t"
            NATLOAD_RISCV_LOAD "sp, 0(sp)\n\t"
            "addi sp, sp, -32*" NATLOAD_RISCV_WORD "\n\t"
            NATLOAD_RISCV_EACH(NATLOAD_RISCV_SAVE)
            "csrr t0, mscratch\n\t" NATLOAD_RISCV_SAVE(t0, 2)
            "csrr t0, mepc\n\t" NATLOAD_RISCV_SAVE(t0, 0)
            NATLOAD_RISCV_RESTORE(t0, 47) "csrw mtvec, t0\n\t"    // the firmware's, while its code runs
            NATLOAD_RISCV_RESTORE(gp, 45)
            NATLOAD_RISCV_RESTORE(tp, 46)
            NATLOAD_RISCV_RESTORE(a0, 52)
            "csrw mscratch, a0\n\t"
            NATLOAD_RISCV_LOAD "t0, 5*" NATLOAD_RISCV_WORD "(a0)\n\t"
            "mv a1, sp\n\t"
            "jalr t0\n\t"
            "bnez a0, 2f\n\t"

            "lla t0, 1b\n\tcsrw mtvec, t0\n\t"          // back into the module
            NATLOAD_RISCV_RESTORE(t0, 0) "csrw mepc, t0\n\t"
            "li t0, 3 << 11\n\tcsrc mstatus, t0\n\t"
            NATLOAD_RISCV_EACH(NATLOAD_RISCV_RESTORE)
            NATLOAD_RISCV_RESTORE(sp, 2)
            "mret\n"

            "2:\n\t"                                    // out of it
            "addi sp, sp, 32*" NATLOAD_RISCV_WORD "\n\t"
            NATLOAD_RISCV_RESTORE(t0, 15) "csrw mtvec, t0\n\t"
            NATLOAD_RISCV_RESTORE(t0, 16) "csrw mscratch, t0\n\t"
            NATLOAD_RISCV_RESTORE(t0, 17) "csrw mepc, t0\n\t"
            NATLOAD_RISCV_RESTORE(t1, 20)
            NATLOAD_RISCV_RESTORE(t0, 19) NATLOAD_RISCV_STORE "t0, 0(t1)\n\t"
            NATLOAD_RISCV_RESTORE(t0, 18)
            NATLOAD_RISCV_CALLEE_SAVED(NATLOAD_RISCV_RESTORE)
            "addi sp, sp, 24*" NATLOAD_RISCV_WORD "\n\t"
            "csrw mstatus, t0\n\t"
            ".option pop\n\t"
            "ret");
    }
    // clang-format on

    // enter() knows where these six words are.
    word machine_stack_ = 0;
    word arguments_[4] = {};
    int (*handle_)(user_mode&, word (&)[32]) = &handle;

    const word* table_;
    std::size_t length_;
    void (*interrupt_)(word cause);
    std::uint8_t* free_;  // of the module's stack: above it, all is in use
    word value_ = 0;
    fault::record last_;
};

}  // namespace natload::inline v0::protect

#endif
