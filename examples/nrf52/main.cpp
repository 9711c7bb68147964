// SPDX-License-Identifier: MIT
// nRF52: code runs fastest from RAM by way of the instruction bus, which has that RAM at 0x00800000; the data bus, by
// which it is written, has it at 0x20000000. So a module is written at one address and relocated for another.
#include <counter_mpy.hpp>
#include <cstdio>
#include <cstring>
#include <natload/natload.hpp>

namespace {

using namespace natload;

// This board has its RAM at 0x20000000, and at 0x20400000 once more. On an nRF52, say 0x00800000.
constexpr std::uintptr_t written_at = 0x20000000, runs_at = 0x20400000;

alignas(16) std::uint8_t ram[4096];
memory::arena arena(ram);
memory::aliased<memory::arena, written_at, runs_at> code(arena);  // the same memory, for code

constexpr auto functions = host::make_table<87>(host::entry<50>(&std::memset));
host::name_pool<32> names;
host::native the_host(functions, names);
loader the_loader(platform<arch::armv7m>{}, code, arena, the_host);

}  // namespace

int main() {
    const auto verified = the_loader.verify(counter_mpy);
    const auto counter = the_loader.load(*verified);
    if (!counter) return 1;

    const auto written = reinterpret_cast<std::uintptr_t>(counter->code().data());
    const std::uintptr_t runs = counter->entry_address() - 1;  // without the Thumb bit
    std::printf("runs %u MiB above where it was written\n", static_cast<unsigned>((runs - written) >> 20));
    for (int i = 0; i < 3; ++i) std::printf("counter: %u\n", static_cast<unsigned>(counter->call(1)));
}
