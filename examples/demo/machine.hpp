// SPDX-License-Identifier: MIT
// Where the demonstration runs: its name, its output, its memory for code.
#pragma once

#include <natload/memory/arena.hpp>

#if defined(__linux__)
#include <cstdio>
#include <natload/memory/pages.hpp>
#else
#include <semihosting.hpp>
#endif

namespace machine {

#if defined(__linux__)

inline constexpr const char* name = "this machine";
inline void put(const char* text) { std::fputs(text, stdout); }
inline natload::memory::pages code;

#else

#if defined(__riscv)
inline constexpr const char* name = "an RV32IMC core (QEMU virt)";
#else
inline constexpr const char* name = "a Cortex-M3 (QEMU mps2-an385)";
#endif
inline void put(const char* text) { semihosting::print(text); }
alignas(16) inline std::uint8_t code_ram[8192];  // executable, as all RAM of these machines
inline natload::memory::arena code(code_ram);

#endif

alignas(16) inline std::uint8_t data_ram[4096];
inline natload::memory::arena data(data_ram);

}  // namespace machine
