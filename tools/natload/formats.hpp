// SPDX-License-Identifier: MIT
// Every architecture that a .mpy header can name, and the lack of one.
#pragma once

#include <natload/arch/list.hpp>
#include <natload/core/isa.hpp>

namespace natload::tool {

/// Files without machine code say nothing of words: they are counted for a host of 32 bits.
struct no_architecture : arch::basic<std::uint32_t, isa::none, 0> {};

inline constexpr isa last_architecture = isa::rv64imc;

/// Calls visit(Arch{}) for the architecture with this number; false if the format has none.
template <class Visit>
constexpr bool with_architecture(isa number, Visit&& visit) {
    if (number == isa::none) return visit(no_architecture{}), true;
    return arch::all::with(number, visit);
}

}  // namespace natload::tool
