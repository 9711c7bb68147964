// SPDX-License-Identifier: MIT
// How tests state the facts of an architecture. ELF numbers are those of the generic ABI's list of e_machine.
#pragma once

#include <natload/arch/architecture.hpp>
#include <natload/cache.hpp>

#include <type_traits>

#include "support/check_both.hpp"

namespace natload::testing {

// What tells an architecture from another.
template <class A, class Word, natload::isa Number, std::uint16_t Elf, class Cache>
constexpr bool is = std::is_same_v<typename A::word, Word>&& A::number == Number&& A::elf_machine ==
                    Elf&& std::is_same_v<typename A::default_cache, Cache>;

template <class A>
constexpr bool has_no_flags_and_no_thumb_bit = A::known_arch_flags == 0 && A::callable(0x1230) == 0x1230;

template <class A>
constexpr bool calls_in_thumb_state = A::callable(0x1230) == 0x1231 && A::known_arch_flags == 0;

using w32 = std::uint32_t;
using w64 = std::uint64_t;

}  // namespace natload::testing
