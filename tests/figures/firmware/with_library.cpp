// SPDX-License-Identifier: MIT
// Scope linked or all: -DNATLOAD_SCOPE=... With NATLOAD_STEPS, verified in a step of its own.
#include <natload/natload.hpp>

#include "firmware.hpp"

namespace firmware {

word run(bytes image) {
    constexpr natload::platform_options options{.scope = natload::scope::NATLOAD_SCOPE};
    natload::loader loader(natload::platform<natload::arch::native, options>{}, code, data, the_host);
#ifdef NATLOAD_STEPS
    const auto verified = loader.verify(image);
    if (!verified) return 0;
    auto module = loader.load(*verified);
#else
    auto module = loader.load(image);
#endif
    if (!module) return 0;
    const word result = module->call();
    module->release();
    return result;
}

}  // namespace firmware
