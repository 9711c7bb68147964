// SPDX-License-Identifier: MIT
// The machines that a damaged image is tried on.
#pragma once

#include <natload/format/platform.hpp>

#include <cstdint>
#include <span>

#include "support/any_like.hpp"

namespace natload::testing {

// With every extension, in either scope.
template <class Arch>
using linked_host = platform<Arch, platform_options{.arch_flags = Arch::known_arch_flags}>;
template <class Arch>
using all_host = platform<Arch, platform_options{.scope = natload::scope::all, .arch_flags = Arch::known_arch_flags}>;

// Of narrow limits, with all the rest.
template <class Arch>
using narrow_host = platform<Arch, platform_options{.scope = natload::scope::all,
                                                    .small_int_bits = 63,
                                                    .max_code_depth = 2,
                                                    .max_object_depth = 1,
                                                    .host_entries = 51}>;

#if defined(NATLOAD_TEST_MACHINE)
// All files are for this machine.
template <class Visit>
void with_machine_of(std::span<const std::uint8_t>, Visit&& visit) {
    visit(arch::NATLOAD_TEST_MACHINE{});
}
#else
// Calls visit(Arch{}) for a machine that runs what an image says it is for; where it says nothing, for one of 32 bits.
template <class Visit>
void with_machine_of(std::span<const std::uint8_t> image, Visit&& visit) {
    with_machine(static_cast<isa>(image.size() > 2 ? image[2] >> 2 & 15u : 0u), visit);
}
#endif

}  // namespace natload::testing
