// SPDX-License-Identifier: MIT
// The two windows of an ESP32-S3's RAM, emulated: the same memory twice, at the chip's addresses, where it can either
// be written or run. What the chip forbids ends the program.
#pragma once

#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace chip {

constexpr std::uintptr_t data_window = 0x3fc88000, instruction_window = 0x40378000;
constexpr std::size_t ram_size = 416 * 1024;

inline void map(int ram, std::uintptr_t at, int rights) {
    void* const window = reinterpret_cast<void*>(at);
    if (mmap(window, ram_size, rights, MAP_SHARED | MAP_FIXED_NOREPLACE, ram, 0) != window) std::abort();
}

/// Makes the windows; returns the one for data.
inline std::uint8_t* start() {
    const int ram = memfd_create("ram", 0);
    if (ram < 0 || ftruncate(ram, ram_size) != 0) std::abort();
    map(ram, data_window, PROT_READ | PROT_WRITE);
    map(ram, instruction_window, PROT_READ | PROT_EXEC);
    return reinterpret_cast<std::uint8_t*>(data_window);
}

}  // namespace chip
