// SPDX-License-Identifier: MIT
// The board's protection unit, and what tells whether an access is a fault.
#pragma once

#include <natload/memory/arena.hpp>
#include <natload/protect.hpp>

#include <cstddef>
#include <cstdint>

#if defined(__riscv)
#include <natload/fault/riscv.hpp>
#else
#include <natload/fault/cortex_m.hpp>
#endif

extern "C" [[noreturn]] void board_fault(std::uintptr_t address);

namespace natload::testing {

inline fault::catcher the_catcher;

/// Whether a fault ends what is done. What the processor said of it: the_catcher.last().
template <class Access>
bool faults(Access&& access) {
    return !the_catcher.call(access);
}

/// Has faults come to the catcher. Once.
void catch_faults();

constexpr std::size_t pool_size = 32 * 1024;
alignas(pool_size) inline std::uint8_t pool[pool_size];

inline std::uintptr_t pool_address() { return reinterpret_cast<std::uintptr_t>(pool); }

#if defined(__riscv)
// Entries 8 to 15: of those below others make use. What is committed stays so until reset.
inline constexpr std::uint8_t numbers[] = {8, 9, 10, 11, 12, 13, 14, 15};
using unit_type = protect::pmp_locked<sizeof numbers>;
#elif defined(NATLOAD_TEST_PMSAV8)
inline constexpr std::uint8_t numbers[] = {1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14};
using unit_type = protect::pmsav8<sizeof numbers>;
#else
inline constexpr std::uint8_t numbers[] = {0, 1, 2, 4, 5, 6, 7};
using unit_type = protect::pmsav7<sizeof numbers>;
#endif

}  // namespace natload::testing
