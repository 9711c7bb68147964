// SPDX-License-Identifier: MIT
// Every architecture that a .mpy header can name, and the lack of one.
#pragma once

#include <natload/arch/list.hpp>
#include <natload/core/error_text.hpp>
#include <natload/core/isa.hpp>

namespace natload::tool {

/// Files without machine code say nothing of words: they are counted for a host of 32 bits.
struct no_architecture : arch::basic<std::uint32_t, isa::none, 0> {};

inline constexpr isa last_architecture = isa::rv64imc;

/// AArch64 has no number in the format. `aarch64`, here and elsewhere: the one that a build gave it, none if unsaid.
/// Whichever it is, it is looked at as this one.
using any_aarch64 = arch::aarch64<isa{13}>;

/// Calls visit(Arch{}) for the architecture with this number; false if the format has none.
template <class Visit>
constexpr bool with_architecture(isa number, isa aarch64, Visit&& visit) {
    if (number == isa::none) return visit(no_architecture{}), true;
    if (number == aarch64) return visit(any_aarch64{}), true;
    return arch::all::with(number, visit);
}

constexpr const char* name_of(isa number, isa aarch64) {
    return number != isa::none && number == aarch64 ? "aarch64" : natload::text(number);
}

}  // namespace natload::tool
