// SPDX-License-Identifier: MIT
// From memory; with NATLOAD_SOURCE=file or wire, from such a source.
#include <natload/load/program_loader.hpp>
#include <natload/natload.hpp>

#include "firmware.hpp"

namespace firmware {

word run(bytes image) {
#ifdef NATLOAD_SOURCE
    constexpr natload::platform_options options{.scope = natload::scope::all, .max_code = 2048, .max_data = 512};
    NATLOAD_SOURCE source(image);
#else
    constexpr natload::platform_options options{.scope = natload::scope::all};
    const bytes& source = image;
#endif
    natload::program_loader loader(natload::platform<natload::arch::native, options>{}, code, data, the_host);
    auto program = loader.load(source);
    if (!program) return 0;
    const auto entry = reinterpret_cast<word (*)(void*, std::size_t, std::size_t, const word*)>(program->root());
    const word result = entry(nullptr, 0, 0, nullptr);
    program->release();
    return result;
}

}  // namespace firmware
