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

}  // namespace natload::testing
