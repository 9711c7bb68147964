// SPDX-License-Identifier: MIT
// A user's program: the module that its build embedded, verified by the compiler, loaded and called.
#include <counter_mpy.hpp>
#include <natload/memory/pages.hpp>
#include <natload/natload.hpp>

namespace {

using my_platform = natload::platform<natload::arch::x64>;
using counter = natload::embedded<my_platform, counter_mpy>;

static_assert(counter::header.architecture == natload::isa::x64);
static_assert(counter::budget.bss == 40);

constexpr auto table = natload::host::make_table<87>(natload::host::entry<0>(std::uintptr_t{1}));
natload::host::name_pool<4> names;

}  // namespace

int main() {
    natload::memory::pages memory;
    natload::host::native host(table, names);
    natload::loader loader(my_platform{}, memory, memory, host);
    const auto module = loader.load(counter::verified);
    const bool aligned = reinterpret_cast<std::uintptr_t>(counter_mpy) % 16 == 0;
    return aligned && module && module->call(5) == 65541 ? 0 : 1;
}
