// SPDX-License-Identifier: MIT
// Memory at two addresses with rights of their own, on Arm's MPS2: its RAM at 0x20000000 is there at 0x20400000 again
// (application notes AN385, AN386, AN500: memory map), and the memory protection unit has a region for each.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace natload::testing::chips {

/// Bits of the MPU's region attribute and size register (ARMv7-M ARM, B3.5.9): XN, AP; normal memory.
enum class rights : std::uint32_t {
    none = 1u << 28,
    data = 1u << 28 | 3u << 24,
    fetch = 6u << 24,
};

class two_windows {
public:
    static constexpr std::uintptr_t first_base = 0x20000000, second_base = 0x20400000;
    static constexpr std::size_t size = 64 * 1024;

    two_windows(rights of_first, rights of_second) {
        set(0, first(), of_first);
        set(1, second(), of_second);
        reg(mpu_control) = 5;  // on; the rest of memory as without it
        __asm__ volatile("dsb\n\tisb" ::: "memory");
    }
    two_windows(const two_windows&) = delete;
    two_windows& operator=(const two_windows&) = delete;
    ~two_windows() {
        reg(mpu_control) = 0;
        __asm__ volatile("dsb\n\tisb" ::: "memory");
    }

    std::uint8_t* first() const { return buffer; }
    std::uint8_t* second() const {
        std::uintptr_t address = reinterpret_cast<std::uintptr_t>(buffer) + (second_base - first_base);
        __asm__("" : "+r"(address));  // which the compiler would know to be outside of the buffer
        return reinterpret_cast<std::uint8_t*>(address);
    }
    void allow_first(rights now) { set(0, first(), now); }

private:
    static constexpr std::uintptr_t mpu_control = 0xe000ed94, mpu_base = 0xe000ed9c, mpu_attributes = 0xe000eda0;

    static volatile std::uint32_t& reg(std::uintptr_t address) {
        return *reinterpret_cast<volatile std::uint32_t*>(address);
    }

    static void set(std::uint32_t region, const std::uint8_t* at, rights now) {
        constexpr std::uint32_t normal_memory = 1u << 17, log2_size_less_1 = 15, enable = 1;
        reg(mpu_base) = static_cast<std::uint32_t>(reinterpret_cast<std::uintptr_t>(at)) | 1u << 4 | region;
        reg(mpu_attributes) = static_cast<std::uint32_t>(now) | normal_memory | log2_size_less_1 << 1 | enable;
        __asm__ volatile("dsb\n\tisb" ::: "memory");
    }

    alignas(size) static inline std::uint8_t buffer[size];
};

[[noreturn]] inline void bus_error() { std::abort(); }

}  // namespace natload::testing::chips
