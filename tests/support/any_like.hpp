// SPDX-License-Identifier: MIT
// Machines that run the images of others.
#pragma once

#include <natload/arch.hpp>

#include <type_traits>

#include "support/isa.hpp"

namespace natload::testing {

// As Arch, but it runs the images of every machine whose words are as wide, and has every extension of any.
template <class Arch>
struct any_like : Arch {
    static constexpr std::uint32_t known_arch_flags = arch::rv32imc::known_arch_flags;
    static constexpr bool runs(natload::isa other) {
        const auto number = static_cast<isa>(other);
        return number != isa::none && number <= isa::rv64imc && word_size(number) == sizeof(typename Arch::word);
    }
};
static_assert(architecture<any_like<arch::armv7emdp>> && architecture<any_like<arch::x64>>);

template <class Arch>
inline constexpr bool is_any_like = false;
template <class Arch>
inline constexpr bool is_any_like<any_like<Arch>> = true;

// Calls visit(Arch{}) for a machine that runs images of this number; of none, for one of 32 bits.
template <class Visit>
void with_machine(isa number, Visit&& visit) {
#if defined(NATLOAD_TEST_EVERY_MACHINE)
    if (!arch::all::with(static_cast<natload::isa>(number), visit)) visit(arch::armv7m{});
#else
    // Two have all that verifying and loading tell machines apart by: words of 32 and of 64 bits, data aligned to 8 and
    // to 16, code that is called beside where it lies and there, extensions.
    if (word_size(number) == sizeof(std::uint64_t)) {
        visit(any_like<arch::x64>{});
    } else {
        visit(any_like<arch::armv7emdp>{});
    }
#endif
}

}  // namespace natload::testing
