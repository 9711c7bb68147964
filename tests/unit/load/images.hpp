// SPDX-License-Identifier: MIT
// Small linked modules, and a firmware that is not there: simulated memories and host for any architecture. All of it
// works in constant expressions.
#pragma once

#include <natload/cache/recording.hpp>
#include <natload/core/event_log.hpp>
#include <natload/host/simulated.hpp>
#include <natload/memory/recording.hpp>
#include <natload/memory/simulated.hpp>
#include <natload/natload.hpp>

#include "support/mpy_writer.hpp"

namespace natload::testing {

/// The head of a module for Arch with so many names: "n0", "n1" and so on.
template <class Arch>
constexpr writer head(unsigned names = 0) {
    writer w;
    w.header({.architecture = static_cast<isa>(natload::isa{Arch::number})}).counts(names, 0);
    for (unsigned i = 0; i < names; ++i) w.vuint(4).byte('n').byte('0' + i).byte(0);
    return w;
}

/// Sixteen bytes of code and nothing else.
template <class Arch>
constexpr writer code_only() {
    return head<Arch>().viper(octets(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15));
}

/// Code, rodata, bss, three names; word 0 of the code becomes the code's address, word 0 of rodata that of bss.
template <class Arch>
constexpr writer everything() {
    constexpr auto rodata = octets(0, 0, 0, 0, 0, 0, 0, 0, 'a', 'b', 'c');
    return head<Arch>(3)
        .viper(octets(0, 0, 0, 0, 0, 0, 0, 0, 8, 9, 10, 11, 12), {.rodata = rodata, .bss = 13, .relocations = true})
        .relocation(to::code, in_code(0))
        .relocation(to::bss, in_rodata(0))
        .end_of_relocations();
}

/// Memories and host of a machine that is not there. What is asked of them is logged, and can be refused.
template <class Arch, std::size_t CodeSize = 256, std::size_t DataSize = 256, std::size_t Names = 8>
struct simulated_firmware {
    using word = typename Arch::word;
    using P = platform<Arch>;

    event_log<256> log;
    memory::simulated<word, CodeSize> code_memory{0x10000};
    memory::simulated<word, DataSize> data_memory{0x20000};
    memory::recording<event_log<256>, memory::simulated<word, CodeSize>> code{log, code_memory};
    memory::recording<event_log<256>, memory::simulated<word, DataSize>> data{log, data_memory};
    host::simulated<word, 87, Names> host{0x30000};
    loader<P, decltype(code), decltype(data), decltype(host), cache::recording<event_log<256>, cache::none>> load_with{
        P{}, code, data, host, cache::recording<event_log<256>, cache::none>(log)};

    constexpr auto load(bytes image) { return load_with.load(image); }
    constexpr bool all_given_back() {
        return code_memory.in_use() == 0 && data_memory.in_use() == 0 && host.names.in_use() == 0;
    }
};

}  // namespace natload::testing
