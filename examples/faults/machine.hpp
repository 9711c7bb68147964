// SPDX-License-Identifier: MIT
// The processor's side: its protection unit, and how a module is called so that its faults come back as values.
#pragma once

#include <cstdint>
#include <natload/memory/arena.hpp>
#include <natload/protect.hpp>

#if defined(__riscv)
#include <natload/protect/user_mode.hpp>
#else
#include <natload/fault/cortex_m.hpp>
#endif

namespace machine {

using namespace natload;

/// What a call of a module gave: a value, or what the processor says of the fault.
struct outcome {
    bool returned = false;
    std::uintptr_t value = 0;
    fault::record fault;
};

// Memory for modules is no variable of the firmware's, but RAM that nothing else uses, far behind its variables: gdb
// would take a module in a variable for that variable.
inline std::uint8_t* ram_at(std::uintptr_t address) { return reinterpret_cast<std::uint8_t*>(address); }

#if defined(__riscv)

// Entries of the PMP, all that there are. Modules run in user mode: nothing is open to them but their code, their data,
// their stack, and the function table.
constexpr std::uint8_t entries[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
constexpr std::uintptr_t code_ram = 0x81800000, data_ram = 0x81802000, data_size = 4096;
alignas(1024) inline std::uint8_t stack[1024];
inline memory::arena code_arena(ram_at(code_ram), 8192), data_arena(ram_at(data_ram), data_size);
inline protect::pmp_user<sizeof entries> unit(entries, data_ram, data_size);

class caller {
public:
    template <class Table>
    explicit caller(const Table& table) : gate_(table.words(), Table::length, stack, sizeof stack) {
        unit.start();
        unit.open(reinterpret_cast<std::uintptr_t>(stack), sizeof stack, protect::rights::write);
        unit.open(reinterpret_cast<std::uintptr_t>(table.words()), Table::length * sizeof(void*),
                  protect::rights::read);
    }

    template <class Module, class... Words>
    outcome call(const Module& module, Words... arguments) {
        const auto given = gate_.call(module->entry_address(), arguments...);
        return {given.returned, given.value, gate_.last()};
    }

private:
    protect::user_mode gate_;
};

#else

// Regions of the MPU: 0 to 3 are somebody else's.
constexpr std::uint8_t regions[] = {4, 5, 6, 7};
constexpr std::uintptr_t ram = 0x20200000, ram_size = 16384;
inline memory::arena code_arena(ram_at(ram), ram_size / 2), data_arena(ram_at(ram + ram_size / 2), ram_size / 2);
inline protect::pmsav7 unit(regions, ram, ram_size);
inline fault::catcher catcher;

/// In vectors.cpp: has the vector table name the catcher's handler for faults.
void take_faults();

class caller {
public:
    template <class Table>
    explicit caller(const Table&) {
        unit.start();
        take_faults();
    }

    template <class Module, class... Words>
    outcome call(const Module& module, Words... arguments) {
        outcome given;
        given.returned = catcher.call([&] { given.value = module->call(arguments...); });
        given.fault = catcher.last();
        return given;
    }
};

#endif

inline protect::code code(unit, code_arena);
inline protect::data data(unit, data_arena);

}  // namespace machine
