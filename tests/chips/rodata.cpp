// SPDX-License-Identifier: MIT
// Read-only data lies where bytes can be read, wherever the code is; and the code is told where.
#include <natload/arch/native.hpp>
#include <natload/natload.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <memory>

#include "chips/chips.hpp"
#include "support/mpy_writer.hpp"

using namespace natload::testing;
using natload::errc;

namespace {

using word = natload::arch::native::word;
constexpr std::array<std::uint8_t, 2 * sizeof(word)> code{};
constexpr auto text = octets('r', 'e', 'a', 'd', ' ', 'm', 'e');

// Two words of code, the second of which is the address of rodata.
constexpr auto image = writer{}
                           .header({.architecture = static_cast<isa>(natload::arch::native::number)})
                           .counts(0, 0)
                           .viper(code, {.rodata = text, .relocations = true})
                           .relocation(to::rodata, in_code(1))
                           .end_of_relocations();

constexpr auto table = natload::host::make_table<87>(natload::host::entry<50>(&std::memset));

}  // namespace

TEST_CASE_TEMPLATE("rodata can be read", Chip, chips::word_chip, chips::flash_chip) {
    const auto owner = std::make_unique<Chip>();
    Chip& chip = *owner;
    alignas(16) std::uint8_t buffer[256];
    natload::memory::arena data(buffer);
    natload::host::name_pool<1> names;
    natload::host::native host(table, names);
    natload::loader loader(natload::platform<natload::arch::native>{}, chip.memory, data, host);

    const auto verified = loader.verify(natload::bytes(image.data(), image.size()));
    const auto module = loader.load(*verified);
    REQUIRE(module.error().code == errc::none);
    CHECK(std::equal(text.begin(), text.end(), module->data().begin()));

    const auto run = static_cast<word>(reinterpret_cast<std::uintptr_t>(module->code().data()));
    word address = 0;
    std::memcpy(&address, chip.at_run(run) + sizeof(word), sizeof address);
    CHECK(address == reinterpret_cast<std::uintptr_t>(module->data().data()));
}
