// SPDX-License-Identifier: MIT
#pragma once

#include <natload/arch/architecture.hpp>

namespace natload::inline v0 {

namespace cache {
struct aarch64;
}

namespace arch {

/// AArch64, little-endian. Version 6 of the format has no number for it yet: a build gives one of the
/// three that are free, the same to its firmware and to its module tools.
template <isa Number>
struct aarch64 : basic<std::uint64_t, Number, 183> {
    static_assert(Number > isa::rv64imc && static_cast<unsigned>(Number) <= 15,
                  "arch::aarch64<Number>: choose isa{13}, isa{14} or isa{15}, which the format leaves free");
    static constexpr std::uint32_t data_alignment = 16;  // GCC aligns arrays to it
    using default_cache = cache::aarch64;
};
static_assert(architecture<aarch64<isa{13}>>);

}  // namespace arch
}  // namespace natload::inline v0
