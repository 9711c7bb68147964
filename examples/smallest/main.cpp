// SPDX-License-Identifier: MIT
// With start.cpp a whole firmware for a Cortex-M3: it loads the module in its flash and prints what that answers.
#include <answer_mpy.hpp>
#include <semihosting.hpp>

// [readme]
#include <cstring>
#include <natload/natload.hpp>

constexpr auto functions = natload::host::make_table<87>(natload::host::entry<50>(&std::memset));
natload::host::name_pool<32> pool;
alignas(16) std::uint8_t ram[8192];

natload::result<std::uint32_t> run(natload::bytes image) {
    natload::memory::arena memory(ram);
    natload::host::native host(functions, pool);
    natload::loader loader(natload::platform<natload::arch::armv7m>{}, memory, memory, host);
    const auto module = loader.load(image);  // verifies all of it before anything is touched; loads all, or nothing
    if (!module) return module.error();      // what is wrong, and at which byte
    return module->call(1, 2);               // after which every byte of ram is free again
}
// [/readme]

int main() {
    const auto answer = run(answer_mpy);
    char text[] = "answer(1, 2) = ??\n";
    if (answer && *answer < 100) {
        text[15] = static_cast<char>('0' + *answer / 10);
        text[16] = static_cast<char>('0' + *answer % 10);
    }
    semihosting::print(text);
    return answer ? 0 : 1;
}
