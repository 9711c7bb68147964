// SPDX-License-Identifier: MIT
#pragma once

#include <type_traits>

#include <natload/fault/record.hpp>

// Cortex-M3 and later, M23 aside: those that tell what a fault was about.
#if defined(__ARM_ARCH_PROFILE) && __ARM_ARCH_PROFILE == 'M' && __ARM_ARCH >= 7 && !defined(__ARM_ARCH_8M_BASE__)

namespace natload::inline v0::fault {

/// Calls functions, modules say, in such a way that a fault in them ends the call and not the firmware.
///
/// The firmware's fault handlers come to it by NATLOAD_FAULT_HANDLER. A call is made in thread mode, on either stack; a
/// fault in an interrupt meanwhile is not the call's. What the function had locked or was to free stays as it is, and a
/// module that has destroyed the firmware's stack or data has done so. Calls nest. A core has a catcher of its own.
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

    /// What NATLOAD_FAULT_HANDLER calls: the exception's stack frame, the main stack pointer and lr as it began.
    /// Returns if the fault is not a call's.
    void handle(const std::uint32_t* frame, std::uint32_t* main_stack, std::uint32_t exception_return) {
        constexpr std::uint32_t from_thread = 1 << 3, basic_frame = 1 << 4, process_stack = 1 << 2;
        if (landing_.stack == nullptr || (exception_return & from_thread) == 0) return;
        const std::uint32_t cause = reg(configurable_status);
        last_ = {(cause & not_stacked) == 0 ? frame[6] : 0, 0, cause};
        if ((cause & memory_address_valid) != 0) last_.address = reg(memory_address);
        if ((cause & bus_address_valid) != 0) last_.address = reg(bus_address);
        reg(configurable_status) = cause;  // a one clears
        reg(hard_status) = reg(hard_status);
#if defined(__ARM_FP)
        reg(floating_point_context) = reg(floating_point_context) & ~1u;  // LSPACT: nothing of the call is to be saved
#endif
        // Returns from the exception to where enter() called, with 1 in r0.
        std::uint32_t* const to = landing_.stack - 8;
        to[0] = 1;
        to[6] = landing_.resume;
        to[7] = 1u << 24;  // Thumb
        const bool on_process_stack = (landing_.control & 2) != 0;
        const std::uint32_t back =
            (exception_return & ~process_stack) | basic_frame | (on_process_stack ? process_stack : 0);
        std::uint32_t* const main = on_process_stack ? main_stack : to;
        __asm__ volatile(
            "msr msp, %0\n\t"
            "cbz %3, 1f\n\t"
            "msr psp, %1\n"
            "1:\tisb\n\t"
            "bx %2" ::"r"(main),
            "r"(to), "r"(back), "l"(on_process_stack ? 1 : 0)
            : "memory");
        __builtin_unreachable();
    }

private:
    struct landing {
        std::uint32_t* stack = nullptr;  // null: no call
        std::uint32_t resume = 0;
        std::uint32_t control = 0;
    };

    // Of the system control block (ARMv7-M ARM, B3.2.2).
    static constexpr std::uintptr_t configurable_status = 0xe000ed28, hard_status = 0xe000ed2c;
    static constexpr std::uintptr_t memory_address = 0xe000ed34, bus_address = 0xe000ed38;
    static constexpr std::uintptr_t floating_point_context = 0xe000ef34;
    static constexpr std::uint32_t memory_address_valid = 1 << 7, bus_address_valid = 1 << 15;
    static constexpr std::uint32_t not_stacked = 1 << 4 | 1 << 12;  // MSTKERR, STKERR: there is no frame

    static volatile std::uint32_t& reg(std::uintptr_t address) {
        return *reinterpret_cast<volatile std::uint32_t*>(address);
    }

    /// Calls function(argument) and returns 0; or 1, if handle() came here.
    [[gnu::naked, gnu::noinline]] static int enter(landing*, void (*)(void*), void*) {
        __asm__ volatile(
            "push {r3-r11, lr}\n\t"
#if defined(__ARM_FP)
            "vpush {d8-d15}\n\t"
#endif
            "mov r3, sp\n\t"
            "str r3, [r0, #0]\n\t"
            "adr r3, 1f\n\t"
            "str r3, [r0, #4]\n\t"
            "mrs r3, control\n\t"
            "str r3, [r0, #8]\n\t"
            "mov r0, r2\n\t"
            "blx r1\n\t"
            "movs r0, #0\n\t"
            ".balign 4\n"
            "1:\n\t"
#if defined(__ARM_FP)
            "vpop {d8-d15}\n\t"
#endif
            "pop {r3-r11, pc}");
    }

    landing landing_;
    record last_;
};

}  // namespace natload::inline v0::fault

/// Defines the function `handler`, for the firmware's vector table: of HardFault, and of MemManage, BusFault and
/// UsageFault where they are enabled. Faults that no call of the catcher's is to blame for go to `otherwise`, which
/// does not return: void otherwise(const std::uint32_t* frame).
#define NATLOAD_FAULT_HANDLER(handler, catcher, otherwise)                                                       \
    extern "C" [[gnu::used]] void handler##_in_cpp(const std::uint32_t* frame, std::uint32_t* main_stack,        \
                                                   std::uint32_t exception_return) {                             \
        (catcher).handle(frame, main_stack, exception_return);                                                   \
        otherwise(frame);                                                                                        \
    }                                                                                                            \
    extern "C" [[gnu::naked, gnu::used]] void handler() {                                                        \
        __asm__ volatile(                                                                                        \
            "tst lr, #4\n\tite eq\n\tmrseq r0, msp\n\tmrsne r0, psp\n\tmrs r1, msp\n\tmov r2, lr\n\tb " #handler \
            "_in_cpp");                                                                                          \
    }

#endif
