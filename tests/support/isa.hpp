// SPDX-License-Identifier: MIT
// The architectures of a .mpy header, by number, and what tests need to know of them. Independent of the library, which
// has its own.
#pragma once

#include <cstddef>
#include <cstdint>

namespace natload::testing {

enum class isa : std::uint8_t {
    none,
    x86,
    x64,
    armv6,
    armv6m,
    armv7m,
    armv7em,
    armv7emsp,
    armv7emdp,
    xtensa,
    xtensawin,
    rv32imc,
    rv64imc,
};

constexpr std::size_t word_size(isa number) { return number == isa::x64 || number == isa::rv64imc ? 8 : 4; }

constexpr bool is_thumb(isa number) { return number >= isa::armv6m && number <= isa::armv7emdp; }

// Whether a host runs files of this architecture: its own; lower Thumb ones on Thumb; bytecode everywhere.
constexpr bool runs(isa host, isa file) {
    return file == isa::none || file == host || (is_thumb(host) && is_thumb(file) && file < host);
}

}  // namespace natload::testing
