// SPDX-License-Identifier: MIT
// A Python function as machine code has its prelude behind it. Where code can't be read, the interpreter gets a copy.
#include <natload/arch/native.hpp>
#include <natload/host/simulated_interpreter.hpp>
#include <natload/natload.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <memory>

#include "chips/chips.hpp"
#include "support/mpy_writer.hpp"

using namespace natload::testing;
using natload::errc;

namespace {

using arch = natload::arch::native;
using word = arch::word;
using platform = natload::platform<arch, natload::platform_options{.scope = natload::scope::all}>;

constexpr auto prelude = writer{}.prelude({}, {0});
// A word, the number of children, then the prelude.
constexpr auto code = writer{}.bytes(std::array<std::uint8_t, sizeof(word)>{}).bytes(prelude);
constexpr auto image =
    writer{}.header({.architecture = static_cast<isa>(arch::number)}).counts(1, 0).qstr("f").native(code, sizeof(word));

}  // namespace

TEST_CASE_TEMPLATE("a prelude can be read", Chip, chips::word_chip, chips::flash_chip) {
    const auto owner = std::make_unique<Chip>();
    Chip& chip = *owner;
    alignas(16) std::uint8_t buffer[256];
    natload::memory::arena data(buffer);
    natload::host::simulated_interpreter<word, 87> interpreter{0x1000};
    natload::program_loader loader(platform{}, chip.memory, data, interpreter);

    auto program = loader.load(natload::bytes(image.data(), image.size()));
    REQUIRE(program.error().code == errc::none);
    const natload::placed_code<word>& placed = interpreter[program->root()].code;
    const std::uint8_t* const copy = placed.prelude().data();
    CHECK((copy >= buffer && copy < buffer + sizeof buffer));
    CHECK(placed.child_table == reinterpret_cast<std::uintptr_t>(copy));
    CHECK(placed.prelude().size() == prelude.size());
    CHECK(std::equal(prelude.data(), prelude.data() + prelude.size(), copy));

    const auto run = static_cast<word>(reinterpret_cast<std::uintptr_t>(program->code().data()));
    CHECK(placed.address == arch::callable(run));
    CHECK(std::equal(code.data(), code.data() + code.size(), chip.at_run(run)));
    program->release();
    CHECK((chip.in_use() == 0 && data.in_use() == 0 && interpreter.in_use() == 0));
}
