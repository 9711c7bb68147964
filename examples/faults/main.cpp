// SPDX-License-Identifier: MIT
// A firmware that outlives its modules' faults: what a module may not do ends its call, is told with the module's name
// and the place in it, and the module is released.
#include <natload/arch/native.hpp>
#include <natload/debug/module_list.hpp>
#include <natload/natload.hpp>

#include <cstdio>
#include <cstring>
#include <faulty_mpy.hpp>
#include <steady_mpy.hpp>

#include "machine.hpp"

namespace {

using namespace natload;

constexpr auto functions = host::make_table<87>(host::entry<50>(&std::memset));
host::name_pool<8> names;
host::native the_host(functions, names);
using this_platform = platform<arch::native>;
loader the_loader(this_platform{}, machine::code, machine::data, the_host);

debug::module_list<4> modules;
using loaded_module = debug::announced<decltype(the_loader), decltype(modules)>;

/// An address, told from the beginning of what it is in.
void print_place(std::uintptr_t address, const loaded_module& of) {
    const debug::module_record& record = of.record();
    if (const auto place = modules.find(address); place.module != nullptr) {
        std::printf("%s+0x%02x", place.module->name, static_cast<unsigned>(place.offset));
    } else if (address - record.data < record.data_size) {
        std::printf("%s's data+0x%02x", record.name, static_cast<unsigned>(address - record.data));
    } else {
        std::printf("0x%08lx", static_cast<unsigned long>(address));
    }
}

template <class... Words>
bool call(machine::caller& caller, const loaded_module& m, Words... arguments) {
    const machine::outcome given = caller.call(m, arguments...);
    if (given.returned) {
        std::printf("%s returned %u\n", m.record().name, static_cast<unsigned>(given.value));
    } else {
        std::printf("%s: a fault at ", m.record().name);
        print_place(given.fault.instruction, m);
        std::printf(", which came to ");
        print_place(given.fault.address != 0 ? given.fault.address : given.fault.instruction, m);
        std::printf("\n");
    }
    return given.returned;
}

}  // namespace

int main() {
    machine::caller caller(functions);
    loaded_module steady, faulty;
    if (steady.load(the_loader, modules, bytes(steady_mpy), "steady").code != errc::none) return 1;

    std::printf("a module of %u bytes takes %u\n", static_cast<unsigned>(steady.record().code_size),
                static_cast<unsigned>(machine::code.shape(steady.record().code_size).size));
    call(caller, steady, 20u);
    for (std::uintptr_t mistake = 1; mistake <= 3; ++mistake) {
        if (faulty.load(the_loader, modules, bytes(faulty_mpy), "faulty").code != errc::none) return 1;
        const std::uintptr_t argument = mistake == 2 ? arch::native::callable(0) : 0xa0000000u;
        if (!call(caller, faulty, mistake, argument)) faulty.release();
        call(caller, steady, 1u);
    }
    steady.release();
    const std::size_t left = machine::code_arena.in_use() + machine::data_arena.in_use() + names.in_use();
    std::printf("%u bytes are left\n", static_cast<unsigned>(left));
    return left == 0 ? 0 : 1;
}
