// SPDX-License-Identifier: MIT
#pragma once

#include <natload/arch/arm.hpp>
#include <natload/arch/riscv.hpp>
#include <natload/arch/x86.hpp>

namespace natload::inline v0::arch {

/// Architectures as a pack, for what is generic over all of them: host tools, tests.
template <class... Archs>
struct list {
    /// Calls visit(Arch{}) for the architecture with this number; false if there is none.
    template <class Visit>
    static constexpr bool with(isa number, Visit&& visit) {
        return ((Archs::number == number && (visit(Archs{}), true)) || ...);
    }

    /// Calls visit(Arch{}) for each.
    template <class Visit>
    static constexpr void each(Visit&& visit) {
        (visit(Archs{}), ...);
    }
};

using all = list<x64, armv7m, rv32imc>;

}  // namespace natload::inline v0::arch
