// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace natload::inline v0::protect {

/// Offsets of the MPU's registers, from its first (ARMv7-M ARM, B3.5; ARMv8-M ARM, D1.2: MPU_TYPE and so on).
enum class mpu : std::uint32_t {
    type = 0x00,
    control = 0x04,
    number = 0x08,
    base = 0x0c,
    attributes_and_size = 0x10,  // PMSAv7: RASR
    limit = 0x10,                // PMSAv8: RLAR
    memory_types = 0x30,         // PMSAv8: MAIR0, MAIR1
};

/// How many regions an MPU has: MPU_TYPE, DREGION; 0: there is no MPU.
constexpr std::uint32_t region_count(std::uint32_t type) { return type >> 8 & 0xff; }

/// The MPU of the processor that this runs on, privileged. What else has these members can stand for it.
struct mpu_registers {
    static std::uint32_t read(mpu which) { return at(which); }
    static void write(mpu which, std::uint32_t value) { at(which) = value; }

    /// From here to unmask nothing else on this core uses the registers: interrupts are masked, as an RTOS changes
    /// regions in them.
    static std::uint32_t mask() {
        std::uint32_t before = 0;
#if defined(__arm__) && defined(__thumb__)
        __asm__ volatile("mrs %0, primask\n\tcpsid i" : "=r"(before)::"memory");
#endif
        return before;
    }
    /// What was stored holds from the next instruction on (ARMv7-M ARM, A3.7.3).
    static void unmask([[maybe_unused]] std::uint32_t before) {
#if defined(__arm__) && defined(__thumb__)
        __asm__ volatile("dsb 0xf\n\tisb 0xf\n\tmsr primask, %0" ::"r"(before) : "memory");
#endif
    }

private:
    static volatile std::uint32_t& at(mpu which) {
        return *reinterpret_cast<volatile std::uint32_t*>(0xe000ed90u + static_cast<std::uint32_t>(which));
    }
};

}  // namespace natload::inline v0::protect
