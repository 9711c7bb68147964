// SPDX-License-Identifier: MIT
// A firmware that loads programs for a simulated interpreter, for any architecture: what its memories are asked is
// noted.
#pragma once

#include <natload/cache/none.hpp>
#include <natload/host/simulated_interpreter.hpp>
#include <natload/load/program_loader.hpp>
#include <natload/memory/recording.hpp>
#include <natload/memory/simulated.hpp>

#include "support/mpy_writer.hpp"

namespace natload::testing {

template <class Arch, platform_options Options = platform_options{.scope = scope::all}>
struct program_firmware {
    using word = typename Arch::word;
    using P = platform<Arch, Options>;
    using interpreter = host::simulated_interpreter<word, 87, 24>;
    using simulated = memory::simulated<word, 1024>;

    event_log<256> log;
    simulated code_memory{0x10000};
    simulated data_memory{0x20000};
    memory::recording<event_log<256>, simulated> code{log, code_memory};
    memory::recording<event_log<256>, simulated> data{log, data_memory};
    interpreter host{0x30000};
    program_loader<P, decltype(code), decltype(data), interpreter, cache::none> loader{P{}, code, data, host};

    constexpr bool all_given_back() {
        return code_memory.in_use() == 0 && data_memory.in_use() == 0 && host.names.in_use() == 0 &&
               host.in_use() == 0 && !host.wrong();
    }
};

// A word of the machine's, wherever it is.
template <class Arch>
constexpr auto word_at(const std::uint8_t* at) {
    return load_unaligned<typename Arch::word, Arch::byte_order>(at);
}

constexpr auto function_without_arguments = writer{}.prelude({}, {0});

}  // namespace natload::testing
