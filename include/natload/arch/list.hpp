// SPDX-License-Identifier: MIT
#pragma once

#include <natload/arch/aarch64.hpp>
#include <natload/arch/arm.hpp>
#include <natload/arch/riscv.hpp>
#include <natload/arch/x86.hpp>
#include <natload/arch/xtensa.hpp>

namespace natload::inline v0::arch {

/// Architectures as a pack, for what is generic over all of them: host tools, tests.
template <class... Archs>
struct list {
    static constexpr std::size_t size = sizeof...(Archs);

    /// Calls visit(Arch{}) for the architecture with this number; false if there is none.
    template <class Visit>
    static constexpr bool with([[maybe_unused]] isa number, [[maybe_unused]] Visit&& visit) {
        return ((Archs::number == number && (visit(Archs{}), true)) || ...);
    }

    /// Calls visit(Arch{}) for each.
    template <class Visit>
    static constexpr void each([[maybe_unused]] Visit&& visit) {
        (visit(Archs{}), ...);
    }
};

/// Every architecture that has a number in the format.
using all = list<x86, x64, armv6, armv6m, armv7m, armv7em, armv7emsp, armv7emdp, xtensa, xtensawin, rv32imc, rv64imc>;

}  // namespace natload::inline v0::arch
