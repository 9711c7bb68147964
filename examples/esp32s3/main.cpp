// SPDX-License-Identifier: MIT
// ESP32-S3: internal RAM is seen twice, in a window for data and in one for instructions. A module is written through
// the first, relocated for the second, and called there. Its variables stay in the window for data.
#include <counter_mpy.hpp>
#include <cstdio>
#include <cstring>
#include <natload/arch/native.hpp>
#include <natload/natload.hpp>

#include "chip.hpp"

using namespace natload;

int main() {
    memory::arena heap(chip::start(), 64 * 1024);
    memory::aliased<memory::arena, chip::data_window, chip::instruction_window> code(heap);

    static constexpr auto functions = host::make_table<87>(host::entry<50>(&std::memset));
    host::name_pool<32> names;
    host::native the_host(functions, names);
    loader the_loader(platform<arch::native>{}, code, heap, the_host);

    const auto verified = the_loader.verify(counter_mpy);
    const auto counter = the_loader.load(*verified);
    if (!counter) return 1;
    const auto window_of = [](std::uintptr_t address) {
        return address - chip::data_window < chip::ram_size ? "data" : "instructions";
    };
    std::printf("code was written in the window for %s\n",
                window_of(reinterpret_cast<std::uintptr_t>(counter->code().data())));
    std::printf("its entry is in the window for %s\n", window_of(counter->entry_address()));
    std::printf("its variables are in the window for %s\n",
                window_of(reinterpret_cast<std::uintptr_t>(counter->data().data())));
    for (int i = 0; i < 3; ++i) std::printf("counter: %u\n", static_cast<unsigned>(counter->call(1)));
}
