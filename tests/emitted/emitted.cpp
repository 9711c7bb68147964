// SPDX-License-Identifier: MIT
// Machine code that Python's own compiler made, on the machine that it is for: inline assembler called as plain
// functions, viper functions called with a function object. Files of every number that runs here.
#include <doctest/doctest.h>

#include <corpus/here.hpp>

#include <algorithm>
#include <string_view>
#include <tuple>
#include <vector>

#include "emitted/machine.hpp"
#include "emitted/placed.hpp"
#include "modules/firmware.hpp"
#include "support/mpy_writer.hpp"
#include "support/raw_codes.hpp"

using namespace natload::testing;

namespace {

namespace arch = natload::arch;
using natload::bytes;
using natload::code_kind;
using native_platform = natload::platform<arch::native, natload::platform_options{.scope = natload::scope::all}>;

// The compiler has no inline assembler for these.
constexpr bool has_assembler = arch::native::number != natload::isa::x86 && arch::native::number != natload::isa::x64 &&
                               arch::native::number != natload::isa::armv6;
constexpr bool runs_thumb = arch::native::runs(natload::isa::armv6m);

// The machine code of this kind in a file, in the order of its source.
std::vector<bytes> functions_of(const corpus_file& file, code_kind kind) {
    const auto verified = natload::verify<native_platform>(file.bytes);
    REQUIRE(verified.error() == natload::error{});
    std::vector<bytes> found;
    for (const raw_code& each : raw_codes(*verified)) {
        if (each.kind == kind) found.push_back(each.code);
    }
    return found;
}

// How many files of this name there were.
template <class Check>
std::size_t for_each_file(std::string_view name, Check&& check) {
    std::size_t files = 0;
    for (const corpus_file& file : corpus::here::files) {
        if (file.name != name) continue;
        CAPTURE(file.folder);
        ++files;
        check(file);
    }
    return files;
}

constexpr std::size_t add = 0, fill = 1;  // viper functions of emitted.py

}  // namespace

TEST_CASE_TEMPLATE_DEFINE("functions in assembler are functions of words", Memory, in_assembler) {
    static Memory memory;
    const std::size_t files = for_each_file("asm", [](const corpus_file& file) {
        const std::vector<bytes> functions = functions_of(file, code_kind::assembly);
        REQUIRE(functions.size() == (runs_thumb ? 3 : 2));

        const placed sum(memory, functions.front());
        REQUIRE(sum.address() != 0);
        CHECK(call(sum.address(), 40, 2) == 42);
        CHECK(call(sum.address(), 0xffffffff, 1) == static_cast<native_word>(0x100000000));

        const placed sum_to(memory, functions.back());
        REQUIRE(sum_to.address() != 0);
        CHECK(call(sum_to.address(), 1) == 1);
        CHECK(call(sum_to.address(), 1000) == 500500);

        if (runs_thumb) {
            const placed times8(memory, functions[1]);
            REQUIRE(times8.address() != 0);
            CHECK(call(times8.address(), 7) == 56);
        }
    });
    CHECK(files == (has_assembler ? corpus::here::folders : 0));
}
TEST_CASE_TEMPLATE_APPLY(in_assembler, code_memories);

TEST_CASE_TEMPLATE_DEFINE("viper functions convert, compute and convert back", Memory, in_viper) {
    static Memory memory;
    static interpreter python;
    const std::size_t files = for_each_file("emitted", [](const corpus_file& file) {
        const std::vector<bytes> functions = functions_of(file, code_kind::viper);
        REQUIRE(functions.size() == 2);

        const placed sum(memory, functions[add]);
        REQUIRE(sum.address() != 0);
        last_told = {};
        CHECK(value_of(python.call_viper(sum.address(), object_of(40), object_of(2))) == 42);
        CHECK(last_told.conversions == 3);
        CHECK(value_of(python.call_viper(sum.address(), object_of(-40), object_of(-2))) == -42);
        CHECK(last_told.conversions == 6);
        CHECK(last_told.complaints == 0);

        const placed filled(memory, functions[fill]);
        REQUIRE(filled.address() != 0);
        std::uint8_t buffer[8] = {};
        const auto at = reinterpret_cast<native_word>(buffer);
        CHECK(value_of(python.call_viper(filled.address(), at, object_of(6), object_of(250))) == 6);
        const std::uint8_t expected[8] = {250, 251, 252, 253, 254, 255, 0, 0};
        CHECK(std::equal(std::begin(expected), std::end(expected), buffer));
        CHECK(value_of(python.call_viper(filled.address(), at, object_of(0), object_of(1))) == 0);
        CHECK(buffer[0] == 250);
        CHECK(last_told.complaints == 0);
    });
    CHECK(files == corpus::here::folders);
}
TEST_CASE_TEMPLATE_APPLY(in_viper, code_memories);

TEST_CASE("a viper function tells the interpreter of a wrong number of arguments") {
    static std::tuple_element_t<0, code_memories> memory;
    static interpreter python;
    for_each_file("emitted", [](const corpus_file& file) {
        const placed sum(memory, functions_of(file, code_kind::viper)[add]);
        REQUIRE(sum.address() != 0);
        last_told = {};
        python.call_viper(sum.address(), object_of(1), object_of(2), object_of(3));
        CHECK(last_told.complaints == 1);
        CHECK(last_told.arguments == 3);
    });
}

// A linked module is a viper function: this one has no relocations, but goes all the way.
TEST_CASE("a viper function as a module of its own, verified and loaded") {
    static firmware loading;
    static interpreter python;
    for_each_file("emitted", [](const corpus_file& file) {
        for (int time = 0; time < 2; ++time) {
            const bytes code = functions_of(file, code_kind::viper)[add];
            const auto image = writer{}
                                   .header({.architecture = isa{static_cast<std::uint8_t>(arch::native::number)}})
                                   .counts(2, 0)
                                   .qstr("add.py")
                                   .qstr("temperature")
                                   .viper({code.data(), code.size()}, {.bss = 4});
            auto module = loading.load(bytes(image.data(), image.size()));
            REQUIRE(module.error().code == natload::errc::none);
            CHECK(loading.names.in_use() == 2);
            CHECK(value_of(python.call_viper(module->entry_address(), object_of(time), object_of(2))) == time + 2);
            module->release();
            CHECK(loading.all_given_back());
        }
    });
}
