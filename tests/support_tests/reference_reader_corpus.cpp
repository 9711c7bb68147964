// SPDX-License-Identifier: MIT
// The reference reader against real files.
#include <doctest/doctest.h>
#include <corpus/all.hpp>

#include <algorithm>
#include <string_view>

#include "support/reference_reader/model.hpp"

using namespace natload::testing;
using reference::relocated_word;
using reference::section;

namespace {

reference::options options_of(const corpus_file& file) {
    reference::options how = reference::options_of(file.architecture);
    how.arch_flags = std::string_view(file.folder).ends_with("_zba") ? 1 : 0;
    return how;
}

reference::image image_of(std::span<const std::uint8_t> bytes, const reference::options& how) {
    const reference::result result = reference::read(bytes, how);
    REQUIRE(result.image.has_value());
    return *result.image;
}

std::size_t count(const reference::raw_code& code) {
    std::size_t n = 1;
    for (const reference::raw_code& child : code.children) {
        n += count(child);
    }
    return n;
}

// Whether an object is among these or in a tuple of theirs.
bool has(const std::vector<reference::object>& objects, unsigned type, std::string_view data) {
    return std::any_of(objects.begin(), objects.end(), [&](const reference::object& o) {
        return (o.type == type && o.data == data) || has(o.items, type, data);
    });
}

bool is_linked(const corpus_file& file) { return std::string_view(file.folder).starts_with("native/"); }

}  // namespace

TEST_CASE("every file is read to its last byte") {
    for (const corpus_file& file : corpus::files) {
        CAPTURE(file.folder);
        CAPTURE(file.name);
        const reference::result result = reference::read(file.bytes, options_of(file));
        CHECK_FALSE(result.error.has_value());
        REQUIRE(result.image.has_value());
        CHECK(result.image->used == file.bytes.size());
        CHECK(result.image->header.architecture == file.architecture);
    }
}

TEST_CASE("no file is read without its last bytes") {
    for (const corpus_file& file : corpus::files) {
        CAPTURE(file.folder);
        CAPTURE(file.name);
        const reference::options how = options_of(file);
        const std::size_t step = 1 + file.bytes.size() / 256;
        std::size_t tried = 0;
        std::size_t refused = 0;
        for (std::size_t size = 0; size < file.bytes.size(); size += step) {
            const reference::result result = reference::read(file.bytes.first(size), how);
            const bool expected =
                result.error && result.error->rule == reference::rule::truncated && result.error->offset <= size;
            refused += expected ? 1 : 0;
            ++tried;
        }
        CHECK(refused == tried);
    }
}

TEST_CASE("the scope `linked` takes the linked modules and nothing else") {
    for (const corpus_file& file : corpus::files) {
        CAPTURE(file.folder);
        CAPTURE(file.name);
        reference::options how = options_of(file);
        how.scope = reference::scope::linked;
        CHECK(reference::read(file.bytes, how).image.has_value() == is_linked(file));
    }
}

TEST_CASE("a linked module's relocations") {
    const reference::image dispatch = image_of(corpus::native::x64::dispatch_mpy, reference::options_of(isa::x64));
    CHECK(dispatch.names.size() == 1);
    CHECK(dispatch.names[0].text == "dispatch.mpy");
    CHECK(dispatch.root.kind == 2);
    CHECK(dispatch.root.code.size() == 272);
    CHECK(dispatch.root.flags == 0x50);
    CHECK(dispatch.root.bss_size == 4);
    const std::vector<relocated_word> expected{
        {section::code, 32, 0}, {section::code, 33, 4}, {section::code, 20, 0}, {section::code, 21, 0},
        {section::code, 22, 4}, {section::code, 23, 0}, {section::code, 24, 0}, {section::code, 25, 4},
        {section::code, 26, 0}, {section::code, 27, 0}, {section::code, 28, 4}, {section::code, 29, 0},
        {section::code, 30, 0},
    };
    CHECK(dispatch.root.words() == expected);

    const reference::image relocs = image_of(corpus::native::armv7m::relocs_mpy, reference::options_of(isa::armv7m));
    CHECK(relocs.root.words().size() >= 240);
}

TEST_CASE("a program in bytecode: names, objects, functions") {
    const reference::image sensor = image_of(corpus::bytecode::sensor_mpy, reference::options_of(isa::none));
    CHECK(sensor.names[0].text == "sensor.py");
    CHECK(sensor.names[1].static_number == 7);  // <module>
    CHECK(has(sensor.objects, 9, "4j"));
    CHECK(has(sensor.objects, 5, "nested"));
    CHECK(has(sensor.objects, 7, "1000000000000000000000000000000"));
    CHECK_FALSE(has(sensor.objects, 8, "4j"));
    REQUIRE(sensor.root.function.has_value());
    CHECK(sensor.root.function->names == std::vector<std::uint32_t>{1});

    const reference::image many = image_of(corpus::bytecode::many_mpy, reference::options_of(isa::none));
    CHECK(count(many.root) == 181);
    // def function_0(argument_0, other=None)
    REQUIRE(many.root.children.size() == 180);
    const reference::prelude& function = *many.root.children[0].function;
    CHECK(function.positional == 2);
    CHECK(function.default_positional == 1);
    REQUIRE(function.names.size() == 3);
    CHECK(many.names[function.names[0]].text == "function_0");
    CHECK(many.names[function.names[1]].text == "argument_0");
    CHECK(many.names[function.names[2]].text == "other");
}

TEST_CASE("emitted functions: a generator, a closure, viper") {
    const reference::image emitted =
        image_of(corpus::emitted::rv32imc::emitted_mpy, reference::options_of(isa::rv32imc));
    const auto& functions = emitted.root.children;
    REQUIRE(functions.size() == 6);
    const auto name = [&](std::size_t i) { return emitted.names[functions[i].function->names[0]].text; };
    CHECK(name(0) == "total");
    CHECK(functions[0].kind == 1);
    CHECK(functions[0].function->scope_flags == 0);
    CHECK(name(1) == "countdown");
    CHECK(functions[1].function->scope_flags == 1);
    CHECK(name(2) == "adder");
    REQUIRE(functions[2].children.size() == 1);
    CHECK(functions[2].children[0].function->positional == 2);  // the cell and the argument
    CHECK(functions[3].kind == 2);
    CHECK(functions[4].kind == 2);
    CHECK(name(5) == "plain");
    CHECK(functions[5].kind == 0);

    const reference::image assembled = image_of(corpus::emitted::armv7m::asm_mpy, reference::options_of(isa::armv7m));
    REQUIRE(assembled.root.children.size() == 3);
    CHECK(assembled.root.children[0].kind == 3);
    CHECK(assembled.root.children[0].n_pos_args == 2);
}
