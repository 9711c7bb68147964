// SPDX-License-Identifier: MIT
// Machine code that Python's own compiler made, on the machine that it is for: inline assembler called as plain
// functions, viper functions called with a function object. Files of every number that runs here.
#include <doctest/doctest.h>

#include <corpus/here.hpp>

#include <natload/memory/in_place.hpp>

#include <algorithm>
#include <string_view>
#include <tuple>
#include <vector>

#include "emitted/loaded.hpp"
#include "modules/firmware.hpp"
#include "support/mpy_writer.hpp"
#include "support/raw_codes.hpp"

using namespace natload::testing;

namespace {

namespace arch = natload::arch;
using natload::bytes;
using natload::code_kind;
using natload::placed_code;
// The compiler has no inline assembler for these.
constexpr bool has_assembler = arch::native::number != natload::isa::x86 && arch::native::number != natload::isa::x64 &&
                               arch::native::number != natload::isa::armv6;
constexpr bool runs_thumb = arch::native::runs(natload::isa::armv6m);

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
        const loaded here(memory, file.bytes);
        REQUIRE(here.why() == natload::error{});
        const auto functions = here.python.functions(code_kind::assembly);
        REQUIRE(functions.size() == (runs_thumb ? 3 : 2));

        const auto& sum = functions.front();
        CHECK(sum.arguments == 2);
        CHECK(call(sum.address, 40, 2) == 42);
        CHECK(call(sum.address, 0xffffffff, 1) == static_cast<native_word>(0x100000000));

        const auto& sum_to = functions.back();
        CHECK(sum_to.arguments == 1);
        CHECK(call(sum_to.address, 1) == 1);
        CHECK(call(sum_to.address, 1000) == 500500);

        if (runs_thumb) CHECK(call(functions[1].address, 7) == 56);
    });
    CHECK(files == (has_assembler ? corpus::here::folders : 0));
}
TEST_CASE_TEMPLATE_APPLY(in_assembler, code_memories);

TEST_CASE_TEMPLATE_DEFINE("viper functions convert, compute and convert back", Memory, in_viper) {
    static Memory memory;
    const std::size_t files = for_each_file("emitted", [](const corpus_file& file) {
        loaded here(memory, file.bytes);
        REQUIRE(here.why() == natload::error{});
        interpreter& python = here.python;
        const auto functions = python.functions(code_kind::viper);
        REQUIRE(functions.size() == 2);

        const auto& sum = functions[add];
        last_told = {};
        CHECK(value_of(python.call_viper(sum, object_of(40), object_of(2))) == 42);
        CHECK(last_told.conversions == 3);
        CHECK(value_of(python.call_viper(sum, object_of(-40), object_of(-2))) == -42);
        CHECK(last_told.conversions == 6);
        CHECK(last_told.complaints == 0);

        const auto& filled = functions[fill];
        std::uint8_t buffer[8] = {};
        const auto at = reinterpret_cast<native_word>(buffer);
        CHECK(value_of(python.call_viper(filled, at, object_of(6), object_of(250))) == 6);
        const std::uint8_t expected[8] = {250, 251, 252, 253, 254, 255, 0, 0};
        CHECK(std::equal(std::begin(expected), std::end(expected), buffer));
        CHECK(value_of(python.call_viper(filled, at, object_of(0), object_of(1))) == 0);
        CHECK(buffer[0] == 250);
        CHECK(last_told.complaints == 0);
    });
    CHECK(files == corpus::here::folders);
}
TEST_CASE_TEMPLATE_APPLY(in_viper, code_memories);

TEST_CASE("a viper function tells the interpreter of a wrong number of arguments") {
    static std::tuple_element_t<0, code_memories> memory;
    for_each_file("emitted", [](const corpus_file& file) {
        loaded here(memory, file.bytes);
        REQUIRE(here.why() == natload::error{});
        last_told = {};
        here.python.call_viper(here.python.functions(code_kind::viper)[add], object_of(1), object_of(2), object_of(3));
        CHECK(last_told.complaints == 1);
        CHECK(last_told.arguments == 3);
    });
}

// The image lies where the machine can run it, so that its first function in assembler is aligned there.
TEST_CASE("machine code runs in the image, where it can") {
    using in_place = natload::memory::in_place<decltype(std::tuple_element_t<0, code_memories>::code), native_word>;
    using platform_here = natload::platform<arch::native, natload::platform_options{.scope = natload::scope::all}>;
    static std::tuple_element_t<0, code_memories> memory;
    const std::size_t files = for_each_file("asm", [](const corpus_file& file) {
        const auto verified = natload::verify<platform_here>(file.bytes);
        REQUIRE(verified.error() == natload::error{});
        const auto codes = raw_codes(*verified);
        const auto first = std::find_if(codes.begin(), codes.end(),
                                        [](const raw_code& each) { return each.kind == code_kind::assembly; });
        REQUIRE(first != codes.end());

        constexpr std::size_t alignment = arch::native::code_alignment;
        const auto code_at = static_cast<std::size_t>(first->code.data() - file.bytes.data());
        const std::size_t size = file.bytes.size() + alignment;
        std::uint8_t* block = memory.code.allocate(size, alignment);
        REQUIRE(block != nullptr);
        const bytes image(block + (alignment - code_at % alignment) % alignment, file.bytes.size());
        natload::copy(file.bytes.data(), file.bytes.size(), block + (image.begin() - block));
        arch::native::default_cache cache;
        const auto nothing = [](native_word) { return natload::errc::none; };
        REQUIRE(memory.code.commit(block, size, nothing, cache) == natload::errc::none);

        alignas(16) std::uint8_t buffer[1024];
        natload::memory::arena data(buffer);
        interpreter python;
        in_place code(memory.code, bytes(block, size));
        natload::program_loader loader(platform_here{}, code, data, python);
        auto program = loader.load(image);
        REQUIRE(program.error() == natload::error{});
        const auto functions = python.functions(code_kind::assembly);
        const auto& sum = functions.front();
        CHECK(sum.code().data() == image.begin() + code_at);
        CHECK(sum.address == arch::native::callable(reinterpret_cast<native_word>(sum.code().data())));
        CHECK(call(sum.address, 40, 2) == 42);
        program->release();
        memory.code.release(block, size);
    });
    CHECK(files == (has_assembler ? corpus::here::folders : 0));
}

// A linked module is a viper function: this one has no relocations, but goes all the way.
TEST_CASE("a viper function as a module of its own, verified and loaded") {
    static firmware loading;
    static std::tuple_element_t<0, code_memories> memory;
    for_each_file("emitted", [](const corpus_file& file) {
        loaded here(memory, file.bytes);
        REQUIRE(here.why() == natload::error{});
        placed_code<native_word> viper = here.python.functions(code_kind::viper)[add];
        for (int time = 0; time < 2; ++time) {
            const auto image = writer{}
                                   .header({.architecture = isa{static_cast<std::uint8_t>(arch::native::number)}})
                                   .counts(2, 0)
                                   .qstr("add.py")
                                   .qstr("temperature")
                                   .viper({viper.code().data(), viper.code().size()}, {.bss = 4});
            auto module = loading.load(bytes(image.data(), image.size()));
            REQUIRE(module.error().code == natload::errc::none);
            CHECK(loading.names.in_use() == 2);
            viper.address = module->entry_address();
            CHECK(value_of(here.python.call_viper(viper, object_of(time), object_of(2))) == time + 2);
            module->release();
            CHECK(loading.all_given_back());
        }
    });
}
