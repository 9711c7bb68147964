// SPDX-License-Identifier: MIT
// ESP8266: instruction RAM takes aligned words and nothing else, and is best not read. A module is put together in
// ordinary RAM, relocated for where it will run, and stored there word by word; then the ordinary RAM is free again.
#include <cstdio>
#include <cstring>
#include <dispatch_mpy.hpp>
#include <natload/natload.hpp>

namespace {

using namespace natload;

alignas(16) std::uint8_t instruction_ram[4096];  // on the chip: 0x40100000, less what the firmware has there itself
alignas(16) std::uint8_t ram[4096];

/// Stores a word there. memory::direct_words does no more; this one also counts.
struct instruction_bus {
    static inline unsigned stores = 0;
    void write(std::uintptr_t address, std::uint32_t word) const {
        *reinterpret_cast<volatile std::uint32_t*>(address) = word;
        ++stores;
    }
};

memory::arena data(ram);
memory::word_only<4, std::uintptr_t, instruction_bus> target(reinterpret_cast<std::uintptr_t>(instruction_ram),
                                                             sizeof instruction_ram);
memory::staged<std::uintptr_t, decltype(target), memory::arena> code(target, data);

constexpr auto functions = host::make_table<87>(host::entry<50>(&std::memset));
host::name_pool<32> names;
host::native the_host(functions, names);
loader the_loader(platform<arch::xtensa>{}, code, data, the_host);

void print_usage(const char* when) {
    std::printf("%-9s %4u bytes of instruction RAM, %3u of RAM\n", when, static_cast<unsigned>(target.in_use()),
                static_cast<unsigned>(data.in_use()));
}

}  // namespace

int main() {
    const auto verified = the_loader.verify(dispatch_mpy);
    auto module = the_loader.load(*verified);
    if (!module) return 1;
    print_usage("loaded:");
    std::printf("stores:   %4u words\n", instruction_bus::stores);
    std::printf("dispatch(2, 6, 7) = %u\n", static_cast<unsigned>(module->call(2, 6, 7)));
    module->release();
    print_usage("released:");
}
