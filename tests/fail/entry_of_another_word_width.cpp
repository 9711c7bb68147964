// SPDX-License-Identifier: MIT
// expected: module: code for words of another width can't be called on this machine; entry_address() says where its
// expected: own machine calls it
#include "firmware.hpp"

#include <natload/host/simulated.hpp>
#include <natload/memory/simulated.hpp>

#ifdef MISTAKE
using machine = arch::armv7m;
#else
using machine = arch::x64;
#endif

machine::word call() {
    memory::simulated<machine::word, 256> code(0x1000), data(0x2000);
    host::simulated<machine::word, 87> no_host(0x3000);
    loader load_with(platform<machine>{}, code, data, no_host, cache::none{});
    const auto module = load_with.load(*load_with.verify(my_image));
    return module->call(1, 2);
}
