// SPDX-License-Identifier: MIT
// That the chips do fault on what they forbid: else the other tests would prove nothing.
#include <doctest/doctest.h>

#include "boards/machine_code.hpp"
#include "chips/chips.hpp"

using namespace natload::testing::chips;

namespace {

template <class T>
void read(const T* at) {
    [[maybe_unused]] const T seen = *static_cast<const volatile T*>(at);
}

void call(const std::uint8_t* code) {
    reinterpret_cast<int (*)(int, int)>(reinterpret_cast<std::uintptr_t>(code))(40, 2);
}

}  // namespace

TEST_CASE("aliased RAM runs at its alias only, and is written at its own address only") {
    aliased_chip chip;
    std::memcpy(chip.ram.first(), add_code, sizeof add_code);
    CHECK(!faults([&] { call(chip.ram.second()); }));
    CHECK(faults([&] { call(chip.ram.first()); }));
    CHECK(faults([&] { *static_cast<volatile std::uint8_t*>(chip.ram.second()) = 0; }));
}

TEST_CASE("instruction RAM gives and takes nothing, and its bus takes aligned words") {
    word_chip chip;
    std::uint8_t* const at = chip.ram.first();
    const auto address = reinterpret_cast<std::uintptr_t>(at);
    const word_bus bus{&chip.ram};
    CHECK(faults([&] { read(at); }));
    CHECK(faults([&] { *static_cast<volatile std::uint8_t*>(at) = 0; }));
    CHECK(faults([&] { bus.write(address + 2, 0); }));
    CHECK(faults([&] { bus.write(address - 4, 0); }));
    CHECK(faults([&] { bus.write(address + two_windows::size, 0); }));
    CHECK(!faults([&] { bus.write(address + two_windows::size - 4, 0); }));
}

TEST_CASE("flash is written by its controller only, erased first, each word once") {
    flash_chip chip;
    const auto at = static_cast<std::uintptr_t>(chip.controller.address());
    CHECK(faults([&] { *reinterpret_cast<volatile std::uint8_t*>(at) = 0; }));
    CHECK(faults([&] { chip.controller.write(0, 0); }));
    chip.controller.erase(0);
    CHECK(faults([&] { chip.controller.write(2, 0); }));
    CHECK(faults([&] { chip.controller.write(flash_controller::sector_size, 0); }));
    CHECK(faults([&] { chip.controller.erase(flash_controller::sectors); }));
    chip.controller.write(0, 0x12345678);
    CHECK(faults([&] { chip.controller.write(0, 0); }));
    CHECK(!faults([&] { read(reinterpret_cast<const std::uint32_t*>(at)); }));
}
