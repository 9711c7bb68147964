// SPDX-License-Identifier: MIT
#pragma once

#include <natload/arch/architecture.hpp>

namespace natload::inline v0 {

namespace cache {
template <std::uint32_t DataLine, std::uint32_t InstructionLine>
struct xtensa;
}

namespace arch {

// Caches are a configuration option of a core, so the default does no more than every core has;
// a core with caches names cache::xtensa with its line sizes.

/// The call0 ABI, as on the ESP8266.
struct xtensa : basic<std::uint32_t, isa::xtensa, 94> {
    using default_cache = cache::xtensa<0, 0>;
};
static_assert(architecture<xtensa>);

/// The windowed ABI, as on the ESP32.
struct xtensawin : basic<std::uint32_t, isa::xtensawin, 94> {
    using default_cache = cache::xtensa<0, 0>;
};
static_assert(architecture<xtensawin>);

}  // namespace arch
}  // namespace natload::inline v0
