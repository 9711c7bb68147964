// SPDX-License-Identifier: MIT
// A firmware with filters that are modules: in C, in C++ and, on x64, in Rust. Each is embedded, started with what the
// firmware offers, used through its interface, stopped.
#include <natload/arch/native.hpp>
#include <natload/format/diagnosis.hpp>
#include <natload/natload.hpp>

#include "filter.h"

#include <cstdio>
#include <gain_mpy.hpp>
#include <low_pass_mpy.hpp>
#if defined(__x86_64__)
#include <invert_mpy.hpp>
#endif
#if defined(__linux__)
#include <natload/memory/pages.hpp>
#endif

extern "C" {
void* memset(void*, int, std::size_t);
void* memmove(void*, const void*, std::size_t);
}

namespace {

using namespace natload;

// What filters may call; memset and memmove are what compilers call unasked.
std::int32_t sample_rate() { return 8000; }
void log(const char* text) { std::printf("  log: %s\n", text); }
constexpr filter_host services = {sample_rate, log};
constexpr auto functions = host::make_table<52>(host::entry<50>(&memset), host::entry<51>(&memmove));

#if defined(__linux__)
memory::pages code;
#else
alignas(16) std::uint8_t code_ram[4096];
memory::arena code(code_ram);
#endif
alignas(16) std::uint8_t data_ram[1024];
memory::arena data(data_ram);
host::name_pool<8> names;
host::native the_host(functions, names);

using filter_platform =
    platform<arch::native, platform_options{.float_abi = arch::native_float_abi, .host_entries = 52}>;
loader the_loader(filter_platform{}, code, data, the_host);

void use(bytes image) {
    const auto verified = the_loader.verify(image);
    auto started = start<filter>(the_loader, *verified, services);
    if (!started) {
        const error why = verified ? started.error() : verified.error();
        std::printf("refused: %s\n", diagnose<filter_platform>(image, why).c_str());
        return;
    }
    auto& module = *started;
    std::int16_t samples[] = {100, 200, -20000, 400};
    module->process(samples, 4);
    std::printf("%s: %d %d %d %d\n", module->name, samples[0], samples[1], samples[2], samples[3]);
}

}  // namespace

int main() {
    use(gain_mpy);
    use(low_pass_mpy);
#if defined(__x86_64__)
    use(invert_mpy);
#endif
    std::printf("bytes and names in use: %u, %u, %u\n", static_cast<unsigned>(code.in_use()),
                static_cast<unsigned>(data.in_use()), static_cast<unsigned>(names.in_use()));
}
