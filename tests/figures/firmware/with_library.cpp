// SPDX-License-Identifier: MIT
// Scope linked or all: -DNATLOAD_SCOPE=...
#include <natload/natload.hpp>

#include "firmware.hpp"

namespace firmware {

word run(bytes image) {
    constexpr natload::platform_options options{.scope = natload::scope::NATLOAD_SCOPE};
    natload::loader loader(natload::platform<natload::arch::native, options>{}, code, data, the_host);
    auto module = loader.load(image);
    if (!module) return 0;
    const word result = module->call();
    module->release();
    return result;
}

}  // namespace firmware
