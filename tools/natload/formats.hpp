// SPDX-License-Identifier: MIT
// Every architecture that a .mpy header can name, and the lack of one.
#pragma once

#include <natload/arch/list.hpp>
#include <natload/core/error_text.hpp>
#include <natload/core/isa.hpp>
#include <natload/format/header.hpp>
#include <vector>

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

/// The platform that an image of this architecture and ABI is for.
template <class Arch, abi Abi, scope Scope = scope::all>
using home = platform<Arch, platform_options{.abi = Abi,
                                             .scope = Scope,
                                             .variables_in_code = true,
                                             .small_int_bits = 63,
                                             .arch_flags = Arch::known_arch_flags}>;

/// An image, for the architecture and ABI of P.
template <class P>
std::vector<std::uint8_t> renumbered(bytes image) {
    constexpr unsigned own = static_cast<unsigned>(P::arch::number) << 2 | static_cast<unsigned>(P::options.abi);
    std::vector<std::uint8_t> copy(image.begin(), image.end());
    copy[2] = static_cast<std::uint8_t>((copy[2] & 0xc0u) | own);
    return copy;
}

/// Calls visit(P{}) for the platform that an image with this header is for, once it is renumbered for it; false if the
/// format has none. Of the older ABIs, which have one function table, it is the oldest.
template <class Visit>
bool with_home(const header& h, isa aarch64, Visit&& visit) {
    static_assert(reference_host_entries(abi::v6_2) == reference_host_entries(abi::v6_0));
    return with_architecture(h.architecture, aarch64, [&]<class Arch>(Arch) {
        if (static_cast<abi>(h.sub_version) == abi::v6_3) return visit(home<Arch, abi::v6_3>{});
        return visit(home<Arch, abi::v6_0>{});
    });
}

constexpr const char* name_of(isa number, isa aarch64) {
    return number != isa::none && number == aarch64 ? "aarch64" : natload::text(number);
}

}  // namespace natload::tool
