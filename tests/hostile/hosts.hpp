// SPDX-License-Identifier: MIT
// The machines that a damaged image is tried on.
#pragma once

#include <natload/arch.hpp>
#include <natload/format/platform.hpp>

#include <cstdint>
#include <span>

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
// Calls visit(Arch{}) for the architecture that an image says; where it says none of them, for one with 32 bits.
template <class Visit>
void with_machine_of(std::span<const std::uint8_t> image, Visit&& visit) {
    const unsigned number = image.size() > 2 ? image[2] >> 2 & 15u : 0u;
    if (!arch::all::with(static_cast<natload::isa>(number), visit)) visit(arch::armv7m{});
}

#endif

}  // namespace natload::testing
