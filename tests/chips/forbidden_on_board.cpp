// SPDX-License-Identifier: MIT
// forbidden_on_board ACCESS: does one thing that a chip forbids, which ends the program by a fault.
#include <cstdio>
#include <string_view>

#include "boards/machine_code.hpp"
#include "chips/chips.hpp"

using namespace natload::testing::chips;

namespace {

int call(const std::uint8_t* code) {
    return reinterpret_cast<int (*)(int, int)>(reinterpret_cast<std::uintptr_t>(code) | 1)(40, 2);
}

int call_aliased(bool at_alias) {
    aliased_chip chip;
    std::memcpy(chip.ram.first(), add_code, sizeof add_code);
    return call(at_alias ? chip.ram.second() : chip.ram.first());
}

int write_aliased() {
    aliased_chip chip;
    *static_cast<volatile std::uint8_t*>(chip.ram.second()) = 0;
    return 0;
}

int read_instruction_ram() {
    word_chip chip;
    return *static_cast<const volatile std::uint8_t*>(chip.ram.first());
}

int write_flash() {
    flash_chip chip;
    *reinterpret_cast<volatile std::uint8_t*>(chip.controller.address()) = 0;
    return 0;
}

}  // namespace

int main(int, char** argv) {
    const std::string_view access = argv[1];
    if (access == "none") std::printf("returned %d\n", call_aliased(true));
    if (access == "run_where_written") call_aliased(false);
    if (access == "write_where_run") write_aliased();
    if (access == "read_instruction_ram") read_instruction_ram();
    if (access == "write_flash") write_flash();
}
