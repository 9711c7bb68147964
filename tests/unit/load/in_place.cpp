// SPDX-License-Identifier: MIT
// What stays in an image that the machine can run: the budget of each mode, to the byte, and where code is called.
#include <natload/host/simulated_interpreter.hpp>
#include <natload/load/program_loader.hpp>
#include <natload/memory/in_place.hpp>
#include <natload/memory/simulated.hpp>
#include <natload/natload.hpp>
#include <natload/source/simulated.hpp>

#include <doctest/doctest.h>

#include <array>
#include <cstring>

#include "support/mpy_writer.hpp"
#include "unit/load/program_firmware.hpp"

using namespace natload;
using testing::writer;

namespace {

using arch_here = arch::armv7m;
using P = platform<arch_here, platform_options{.scope = scope::all}>;
using word = arch_here::word;
using memory_here = memory::simulated<word, 512>;
using interpreter = host::simulated_interpreter<word, 87, 24>;

constexpr std::uintptr_t runs_from = 0x0800'0000;  // where the machine sees its flash
alignas(16) std::uint8_t flash[512];

constexpr auto function = testing::function_without_arguments;

// Python functions in machine code, the first padded so that it is aligned, the second not; and one with relocations.
std::size_t write_flash() {
    writer compiled;
    compiled.byte(0).byte(0).byte(0).byte(0).bytes(function);
    constexpr std::array<std::uint8_t, 8> two_words{};
    writer image = writer{}
                       .header({.architecture = testing::isa::armv7m})
                       .counts(1, 1)
                       .qstr("x")
                       .object(testing::object_type::str, "text")
                       .bytecode(function, true)
                       .children(3);
    // A raw code's first number with leading groups of 0 until the code behind it is aligned.
    const std::uint32_t head = static_cast<std::uint32_t>(compiled.size()) << 3 | 1;
    while ((image.size() + 2) % arch_here::code_alignment != 0) image.byte(0x80);
    image.byte(0x80 | head >> 7).byte(head & 0x7f).bytes(compiled).vuint(4);
    if ((image.size() + 2) % arch_here::code_alignment == 0) image.byte(0x80);
    image.native(compiled, 4);
    image.viper(two_words, {.relocations = true})
        .relocation(testing::to::code, testing::in_code(0))
        .end_of_relocations();
    std::memcpy(flash, image.data(), image.size());
    return image.size();
}

struct firmware {
    memory_here ram{0x2000'0000}, data{0x2000'1000};
    memory::in_place<memory_here, word> code;
    interpreter host{0x3000'0000};
    program_loader<P, memory::in_place<memory_here, word>, memory_here, interpreter, cache::none> loader{P{}, code,
                                                                                                         data, host};
    explicit firmware(bytes executable)
        : code(ram, executable, static_cast<word>(runs_from - reinterpret_cast<std::uintptr_t>(flash))) {}
};

word in_flash(const std::uint8_t* at) { return static_cast<word>(runs_from) + static_cast<word>(at - flash); }

constexpr word rounded(std::size_t size) { return align_up(static_cast<word>(size), word{arch_here::code_alignment}); }

// A table of one object and one name, one of three children; both in every mode.
constexpr std::uint32_t tables = 4 + 4 + 3 * 4;

}  // namespace

TEST_CASE("machine code without relocations runs where it is, if it is aligned and the machine can") {
    const bytes image(flash, write_flash());
    firmware f{bytes(flash)};
    const std::size_t native = 4 + function.size();
    const auto planned = f.loader.plan(image);
    REQUIRE(planned.error() == error{});
    CHECK(planned->code == rounded(native) + rounded(8));
    CHECK(planned->data == tables);

    auto program = f.loader.load(image);
    REQUIRE(program.error() == error{});
    CHECK(program->code().size() == planned->code);
    CHECK(program->data().size() == planned->data);
    // 1 the constant, 2 the root, its children 3, 4 and 5.
    const auto& stays = f.host[3].code;
    CHECK(stays.address == arch_here::callable(in_flash(stays.code().data())));
    CHECK((stays.code().begin() > image.begin() && stays.prelude().end() <= image.end()));
    CHECK(stays.child_table == in_flash(stays.prelude().data()));
    const word ram = f.ram.address(program->code().data());
    CHECK(f.host[4].code.address == arch_here::callable(ram));
    CHECK(f.host[5].code.address == arch_here::callable(ram + rounded(native)));
    CHECK(f.host[1].text.data() > image.begin());  // text and bytecode stay as well
    CHECK((f.host[2].code.code().begin() > image.begin() && f.host[2].code.code().end() < image.end()));
    program->release();
    CHECK((f.ram.in_use() == 0 && f.data.in_use() == 0 && f.host.in_use() == 0));
}

// Its host gives a list of relocations that was empty a first relocation.
struct relocating : interpreter {
    using interpreter::interpreter;
    std::uint8_t* list = nullptr;
    word function(const placed_code<word>& code) {
        if (code.kind() == code_kind::viper)
            *list = writer{}.relocation(testing::to::code, testing::in_code(0)).data()[0];
        return interpreter::function(code);
    }
};

TEST_CASE("what runs where it is gets no relocations, even if the image has changed") {
    constexpr std::array<std::uint8_t, 64> code{};
    writer image = writer{}
                       .header({.architecture = testing::isa::armv7m})
                       .counts(1, 0)
                       .qstr("m")
                       .bytecode(function, true)
                       .children(2);
    while ((image.size() + 2) % arch_here::code_alignment != 0) image.byte(0x80);
    image.viper(code, {.relocations = true}).end_of_relocations().bytecode(function);
    std::memcpy(flash, image.data(), image.size());
    memory_here ram{0x2000'0000}, data{0x2000'1000};
    memory::in_place<memory_here, word> here(ram, bytes(flash),
                                             static_cast<word>(runs_from - reinterpret_cast<std::uintptr_t>(flash)));
    relocating host{0x3000'0000};
    host.list = flash + image.at(testing::field::end_of_relocations);
    program_loader loader(P{}, here, data, host, cache::none{});
    const bytes in_flash(flash, image.size());
    const auto planned = loader.plan(in_flash);
    REQUIRE(planned.error() == error{});
    REQUIRE(planned->code == 0);
    CHECK(loader.load(in_flash).error().code != errc::none);
    CHECK((data.in_use() == 0 && host.in_use() == 0));
    CHECK(std::memcmp(host.list - 1 - code.size(), code.data(), code.size()) == 0);  // the flags are between
}

TEST_CASE("so does a linked module whose list of relocations is empty") {
    constexpr std::array<std::uint8_t, 16> code{1, 2, 3};
    writer image = writer{}.header({.architecture = testing::isa::armv7m}).counts(0, 0);
    while ((image.size() + 2) % arch_here::code_alignment != 0) image.byte(0x80);
    image.viper(code, {.relocations = true}).end_of_relocations();
    std::memcpy(flash, image.data(), image.size());
    memory_here ram{0x2000'0000}, data{0x2000'1000};
    memory::in_place<memory_here, word> here(ram, bytes(flash),
                                             static_cast<word>(runs_from - reinterpret_cast<std::uintptr_t>(flash)));
    host::simulated<word, 87> host(0x3000'0000);
    program_loader loader(platform<arch_here>{}, here, data, host, cache::none{});
    auto module = loader.load(bytes(flash, image.size()));
    REQUIRE(module.error() == error{});
    CHECK((module->code().size() == 0 && module->data().size() == 0));
    CHECK(module->root() == arch_here::callable(in_flash(flash + image.size() - 2 - code.size())));
}

TEST_CASE("what each mode copies, to the byte") {
    const bytes image(flash, write_flash());
    const std::size_t native = 4 + function.size();
    const auto all_code = rounded(native) * 2 + rounded(8);

    // Of an image outside the flash that the machine runs, machine code is copied.
    firmware elsewhere{bytes(flash, std::size_t{16})};
    const auto mapped = elsewhere.loader.plan(image);
    REQUIRE(mapped.error() == error{});
    CHECK(mapped->code == all_code);
    CHECK(mapped->data == tables);

    // Of a file, so are text and bytecode.
    firmware f{bytes(flash)};
    source::simulated_file file{image};
    const auto read = f.loader.plan(file);
    REQUIRE(read.error() == error{});
    CHECK(read->code == all_code);
    CHECK(read->data == tables + 4 + align_up(static_cast<std::uint32_t>(function.size()), std::uint32_t{4}));
}
