// SPDX-License-Identifier: MIT
// The reference reader against images that the writer built: each accepted form, each rule broken at its offset.
#include "support/reference_reader/model.hpp"

#include <doctest/doctest.h>

#include <type_traits>
#include <utility>
#include <vector>

#include "support/mpy_writer.hpp"

using namespace natload::testing;
using reference::error;
using reference::rule;

namespace {

const reference::options any_host{};

error refusal(std::span<const std::uint8_t> image, const reference::options& how = any_host) {
    const reference::result result = reference::read(image, how);
    REQUIRE(result.error.has_value());
    CHECK_FALSE(result.image.has_value());
    return *result.error;
}

reference::image reading(std::span<const std::uint8_t> image, const reference::options& how = any_host) {
    const reference::result result = reference::read(image, how);
    REQUIRE_FALSE(result.error.has_value());
    REQUIRE(result.image.has_value());
    return *result.image;
}

template <class Change>
reference::options host_with(Change change) {
    reference::options how;
    change(how);
    return how;
}

const reference::options linked_host = host_with([](auto& how) { how.scope = reference::scope::linked; });

// Of a bytecode function without arguments whose name is 0, and of one at the end of native code.
constexpr auto prelude = writer{}.prelude({}, {0});
constexpr auto native_code = writer{}.bytes(octets(0, 0, 0, 0)).bytes(prelude);

// Files that lack what a test is about.
constexpr auto header = writer{}.header({.architecture = isa::armv7m});
constexpr auto to_objects = writer{header}.counts(1, 1).qstr("m");
constexpr auto to_code = writer{header}.counts(1, 0).qstr("m");
// 16 bytes of code, 12 of rodata, 4 of bss; two names, one object.
constexpr auto sixteen = std::array<std::uint8_t, 16>{};
constexpr auto twelve = std::array<std::uint8_t, 12>{};
constexpr auto to_relocations = writer{header}
                                    .counts(2, 1)
                                    .static_qstr(1)
                                    .static_qstr(2)
                                    .object(object_type::none)
                                    .viper(sixteen, {.rodata = twelve, .bss = 4, .relocations = true});
constexpr auto to_poor_relocations = writer{header}.counts(0, 0).viper(sixteen, {.relocations = true});

}  // namespace

// -- header

TEST_CASE("a header is read") {
    const reference::image image =
        reading(writer{}
                    .header({.architecture = isa::rv32imc, .small_int_bits = 30, .arch_flags_follow = true})
                    .arch_flags(2)
                    .counts(1, 0)
                    .static_qstr(165)
                    .bytecode(prelude),
                host_with([](auto& how) { how.arch_flags = 3; }));
    CHECK(image.header.architecture == isa::rv32imc);
    CHECK(image.header.sub_version == 3);
    CHECK(image.header.small_int_bits == 30);
    CHECK(image.header.arch_flags == 2);
}

TEST_CASE("a header's fields are checked in order") {
    constexpr auto whole = writer{header}.counts(1, 0).qstr("m").bytecode(prelude);
    CHECK(reading(whole).used == whole.size());

    CHECK(refusal(whole.truncated(0)) == error{rule::truncated, 0});
    CHECK(refusal(whole.patched(0, 'm').truncated(1)) == error{rule::magic, 0});
    CHECK(refusal(whole.truncated(1)) == error{rule::truncated, 1});
    CHECK(refusal(whole.patched(1, 5)) == error{rule::version, 1});
    CHECK(refusal(whole.patched(1, 7)) == error{rule::version, 1});
    CHECK(refusal(whole.truncated(2)) == error{rule::truncated, 2});
    CHECK(refusal(whole.patched(2, 0x97)) == error{rule::reserved_bit, 2});
    CHECK(refusal(whole.truncated(3)) == error{rule::truncated, 3});
    CHECK(refusal(whole.patched(3, 32)) == error{rule::small_int_bits, 3});
    CHECK(refusal(whole.patched(3, 32).truncated(4)) == error{rule::small_int_bits, 3});
    CHECK(refusal(whole.truncated(4)) == error{rule::truncated, 4});
}

TEST_CASE("a host runs its own architecture; Thumb hosts lower ones; all run bytecode") {
    const auto accepted = [](isa host, unsigned file) {
        const auto image = writer{}
                               .header({.architecture = isa{static_cast<std::uint8_t>(file)}})
                               .counts(1, 0)
                               .qstr("m")
                               .bytecode(prelude);
        const reference::result result = reference::read(image, reference::options_of(host));
        if (result.error) {
            CHECK(*result.error == error{rule::architecture, 2});
        }
        return result.image.has_value();
    };
    for (unsigned file = 0; file < 16; ++file) {
        CAPTURE(file);
        CHECK(accepted(isa::x64, file) == (file == 0 || file == 2));
        CHECK(accepted(isa::armv6, file) == (file == 0 || file == 3));
        CHECK(accepted(isa::armv6m, file) == (file == 0 || file == 4));
        CHECK(accepted(isa::armv7emsp, file) == (file == 0 || (file >= 4 && file <= 7)));
        CHECK(accepted(isa::rv64imc, file) == (file == 0 || file == 12));
    }
}

TEST_CASE("the sub-version counts only where there is an architecture") {
    constexpr auto old =
        writer{}.header({.architecture = isa::x64, .sub_version = 0}).counts(1, 0).qstr("m").bytecode(prelude);
    CHECK(refusal(old) == error{rule::sub_version, 2});
    CHECK(reading(old, host_with([](auto& how) { how.sub_version = 0; })).header.sub_version == 0);
    CHECK(reading(writer{}.header({.sub_version = 1}).counts(1, 0).qstr("m").bytecode(prelude)).header.sub_version ==
          1);
}

TEST_CASE("arch_flags are a subset of the host's") {
    constexpr auto start = writer{}.header({.architecture = isa::rv32imc, .arch_flags_follow = true});
    const auto zba = host_with([](auto& how) { how.arch_flags = 1; });
    CHECK(reading(writer{start}.vuint(0, 2).counts(1, 0).qstr("m").bytecode(prelude)).header.arch_flags == 0);
    CHECK(reading(writer{start}.arch_flags(1).counts(1, 0).qstr("m").bytecode(prelude), zba).header.arch_flags == 1);
    CHECK(refusal(writer{start}.arch_flags(1)) == error{rule::arch_flags, 4});
    CHECK(refusal(writer{start}.arch_flags(3), zba) == error{rule::arch_flags, 4});
    CHECK(refusal(writer{start}.byte(0x80)) == error{rule::truncated, 4});
    CHECK(refusal(writer{start}.arch_flags(0x100000000)) == error{rule::vuint_too_large, 4});
}

// -- names and objects

TEST_CASE("names") {
    constexpr auto image = writer{header}
                               .counts(4, 0)
                               .qstr("")
                               .static_qstr(1)
                               .static_qstr(165)
                               .vuint(4, 3)
                               .text("\u00e9")
                               .byte(0)
                               .bytecode(prelude);
    const reference::image read = reading(image);
    REQUIRE(read.names.size() == 4);
    CHECK(read.names[0].text == "");
    CHECK(read.names[1].static_number == 1);
    CHECK(read.names[2].static_number == 165);
    CHECK(read.names[3].text == "\u00e9");
}

TEST_CASE("names that are wrong") {
    constexpr auto start = writer{header}.counts(2, 0).qstr("m");
    CHECK(refusal(writer{start}.static_qstr(0)) == error{rule::static_name, 9});
    CHECK(refusal(writer{start}.static_qstr(166)) == error{rule::static_name, 9});
    CHECK(refusal(writer{start}) == error{rule::truncated, 9});
    CHECK(refusal(writer{start}.vuint(6).text("ab")) == error{rule::truncated, 10});
    CHECK(refusal(writer{start}.vuint(4).text("ab")) == error{rule::truncated, 12});
    CHECK(refusal(writer{start}.vuint(4).text("abc")) == error{rule::missing_nul, 12});
    CHECK(refusal(writer{start}.qstr("a\xff")) == error{rule::utf8, 10});
    CHECK(refusal(writer{start}.vuint(4).text("a\xff\x01")) == error{rule::missing_nul, 12});
    CHECK(refusal(writer{start}.vuint(4).text("a\xff")) == error{rule::truncated, 12});
    CHECK(refusal(writer{header}.vuint(0x100000000)) == error{rule::vuint_too_large, 4});
    CHECK(refusal(writer{header}.vuint(1).vuint(0x100000000)) == error{rule::vuint_too_large, 5});
    CHECK(refusal(writer{header}.counts(0xffffffff, 0).static_qstr(1)) == error{rule::truncated, 11});
}

TEST_CASE("UTF-8 is that of RFC 3629") {
    const auto accepted = [](const auto& text) {
        const writer image = writer{header}.counts(1, 0).qstr(text).bytecode(prelude);
        const reference::result result = reference::read(image, any_host);
        if (result.error) {
            CHECK(*result.error == error{rule::utf8, 7});
        }
        return result.image.has_value();
    };
    CHECK(accepted("\x7f"));
    CHECK(accepted("\xc2\x80"));
    CHECK(accepted("\xdf\xbf"));
    CHECK(accepted("\xe0\xa0\x80"));
    CHECK(accepted("\xed\x9f\xbf"));
    CHECK(accepted("\xee\x80\x80"));
    CHECK(accepted("\xf0\x90\x80\x80"));
    CHECK(accepted("\xf4\x8f\xbf\xbf"));
    CHECK_FALSE(accepted("\x80"));
    CHECK_FALSE(accepted("\xc1\xbf"));          // two bytes for 0x7f
    CHECK_FALSE(accepted("\xe0\x9f\xbf"));      // three for 0x7ff
    CHECK_FALSE(accepted("\xf0\x8f\xbf\xbf"));  // four for 0xffff
    CHECK_FALSE(accepted("\xed\xa0\x80"));      // surrogates
    CHECK_FALSE(accepted("\xed\xbf\xbf"));
    CHECK_FALSE(accepted("\xf4\x90\x80\x80"));  // 0x110000
    CHECK_FALSE(accepted("\xf8\x88\x80\x80\x80"));
    CHECK_FALSE(accepted("\xc2"));
    CHECK_FALSE(accepted("\xe0\xa0"));
    CHECK_FALSE(
        accepted("\xc2"
                 "a"));
    CHECK_FALSE(accepted("\xc2\xc2"));
}

TEST_CASE("objects") {
    constexpr auto image = writer{header}
                               .counts(1, 7)
                               .qstr("m")
                               .object(object_type::function_table)
                               .object(object_type::ellipsis)
                               .object(object_type::str, "\u00e9")
                               .object(object_type::bytes, "\xff")
                               .object(object_type::integer, "-12")
                               .tuple(0)
                               .tuple(2)
                               .tuple(1)
                               .object(object_type::complex, "1j")
                               .object(object_type::floating, "nan")
                               .bytecode(prelude);
    const reference::image read = reading(image);
    REQUIRE(read.objects.size() == 7);
    CHECK(read.objects[0].type == 0);
    CHECK(read.objects[1].type == 4);
    CHECK(read.objects[2].data == "\u00e9");
    CHECK(read.objects[3].data == "\xff");
    CHECK(read.objects[4].data == "-12");
    CHECK(read.objects[5].items.empty());
    REQUIRE(read.objects[6].items.size() == 2);
    REQUIRE(read.objects[6].items[0].items.size() == 1);
    CHECK(read.objects[6].items[0].items[0].data == "1j");
    CHECK(read.objects[6].items[1].type == 8);
}

TEST_CASE("objects that are wrong") {
    const auto at = to_objects.offset();
    CHECK(refusal(to_objects) == error{rule::truncated, at});
    CHECK(refusal(writer{to_objects}.object(object_type{11})) == error{rule::object_type, at});
    CHECK(refusal(writer{to_objects}.object(object_type{255})) == error{rule::object_type, at});
    CHECK(refusal(writer{to_objects}.object(object_type::str)) == error{rule::truncated, at + 1});
    CHECK(refusal(writer{to_objects}.object(object_type::str).vuint(3).text("ab")) == error{rule::truncated, at + 2});
    CHECK(refusal(writer{to_objects}.object(object_type::str).vuint(2).text("ab")) == error{rule::truncated, at + 4});
    CHECK(refusal(writer{to_objects}.object(object_type::bytes).vuint(2).text("abc")) ==
          error{rule::missing_nul, at + 4});
    CHECK(refusal(writer{to_objects}.object(object_type::str, "\x80")) == error{rule::utf8, at + 2});
    CHECK(refusal(writer{to_objects}.object(object_type::str).vuint(1).text("\x80")) == error{rule::truncated, at + 3});
    CHECK(refusal(writer{to_objects}.object(object_type::integer, "1\x80")) == error{rule::ascii, at + 2});
    CHECK(refusal(writer{to_objects}.object(object_type::floating).vuint(2).text("1")) ==
          error{rule::truncated, at + 2});
    CHECK(refusal(writer{to_objects}.tuple(2).object(object_type::none)) == error{rule::truncated, at + 3});
    CHECK(refusal(writer{to_objects}.tuple(0x100000000)) == error{rule::vuint_too_large, at + 1});
    CHECK(refusal(writer{header}.counts(1, 0xffffffff).qstr("m").object(object_type::none)) ==
          error{rule::truncated, 14});
}

TEST_CASE("tuples nest as deep as the limit") {
    const auto nested = [](unsigned levels) {
        writer image = to_objects;
        for (unsigned i = 1; i < levels; ++i) {
            image.tuple(1);
        }
        return image.object(object_type::none).bytecode(prelude);
    };
    CHECK(reading(nested(32)).objects.size() == 1);
    CHECK(refusal(nested(33)) == error{rule::object_depth, to_objects.offset() + 63});
    const auto flat = host_with([](auto& how) { how.object_depth = 1; });
    CHECK(reading(nested(1), flat).objects.size() == 1);
    CHECK(reading(writer{to_objects}.tuple(0).bytecode(prelude), flat).objects.size() == 1);
    CHECK(refusal(nested(2), flat) == error{rule::object_depth, to_objects.offset() + 1});
}

// -- raw code

TEST_CASE("raw code of each kind") {
    constexpr auto image = writer{to_code}
                               .bytecode(prelude, with_children)
                               .children(3)
                               .native(native_code, 4)
                               .viper(octets(1, 2, 3, 4), {.rodata = twelve, .bss = 0xffffffff})
                               .assembler(octets(1), 2, 0x81);
    const reference::raw_code root = reading(image).root;
    CHECK(root.kind == 0);
    CHECK(root.offset == to_code.offset());
    CHECK(root.code.size() == prelude.size());
    REQUIRE(root.children.size() == 3);
    CHECK(root.children[0].kind == 1);
    CHECK(root.children[0].prelude_offset == 4);
    CHECK(root.children[1].kind == 2);
    CHECK(root.children[1].flags == 0x60);
    CHECK(root.children[1].rodata.size() == 12);
    CHECK(root.children[1].bss_size == 0xffffffff);
    CHECK(root.children[2].kind == 3);
    CHECK(root.children[2].n_pos_args == 2);
    CHECK(root.children[2].type_signature == 0x81);
}

TEST_CASE("raw code that is wrong") {
    const auto at = to_code.offset();
    CHECK(refusal(to_code) == error{rule::truncated, at});
    CHECK(refusal(writer{to_code}.raw_code(kind::viper, 0)) == error{rule::empty_code, at});
    CHECK(refusal(writer{to_code}.raw_code(kind::assembler, 0)) == error{rule::empty_code, at});
    CHECK(refusal(writer{to_code}.raw_code(kind::native, 0)) == error{rule::empty_code, at});
    CHECK(refusal(writer{to_code}.raw_code(kind::viper, 5).text("abcd")) == error{rule::truncated, at + 1});
    CHECK(refusal(writer{to_code}.raw_code(kind::viper, 4).text("abcd")) == error{rule::truncated, at + 5});
    CHECK(refusal(writer{to_code}.viper(octets(1), {.flags = 0x80})) == error{rule::code_flags, at + 2});
    CHECK(refusal(writer{to_code}.viper(octets(1), {.flags = 0x800})) == error{rule::code_flags, at + 2});
    CHECK(refusal(writer{to_code}.viper(octets(1), {.flags = 1})) == error{rule::code_flags, at + 2});
    CHECK(refusal(writer{to_code}.assembler(octets(1), 0, 0, 0x10)) == error{rule::code_flags, at + 2});
    constexpr auto rodata = writer{to_code}.viper(octets(1), {.rodata = twelve, .bss = 1});
    CHECK(refusal(rodata.truncated(rodata.size() - 1)) == error{rule::truncated, rodata.at(field::rodata)});
    CHECK(refusal(rodata.truncated(rodata.at(field::bss_size))) == error{rule::truncated, rodata.at(field::bss_size)});
    CHECK(refusal(rodata.truncated(rodata.at(field::rodata_size))) ==
          error{rule::truncated, rodata.at(field::rodata_size)});
    CHECK(refusal(writer{to_code}.viper(octets(1), {.children = true}).children(0)) ==
          error{rule::no_children, at + 3});
    CHECK(refusal(writer{to_code}.viper(octets(1), {.children = true}).children(0x80000000)) ==
          error{rule::no_children, at + 3});
    CHECK(refusal(writer{to_code}.viper(octets(1), {.children = true}).children(1)) == error{rule::truncated, at + 4});
}

TEST_CASE("machine code needs an architecture") {
    constexpr auto start = writer{}.header({.sub_version = 0}).counts(1, 0).qstr("m");
    CHECK(reading(writer{start}.bytecode(prelude)).root.kind == 0);
    CHECK(refusal(writer{start}.native(native_code, 4)) == error{rule::no_architecture, 9});
    CHECK(refusal(writer{start}.viper(octets(1))) == error{rule::no_architecture, 9});
    CHECK(refusal(writer{start}.assembler(octets(1), 0, 0)) == error{rule::no_architecture, 9});
}

TEST_CASE("raw code nests as deep as the limit") {
    const auto nested = [](unsigned levels) {
        writer image = to_code;
        for (unsigned i = 1; i < levels; ++i) {
            image.bytecode(prelude, with_children).children(1);
        }
        return image.bytecode(prelude);
    };
    CHECK(reading(nested(32)).used == nested(32).size());
    CHECK(refusal(nested(33)) == error{rule::code_depth, nested(33).at(field::n_children)});
    const auto flat = host_with([](auto& how) { how.code_depth = 1; });
    CHECK(reading(nested(1), flat).root.children.empty());
    CHECK(refusal(nested(2), flat) == error{rule::code_depth, nested(2).at(field::n_children)});
}

TEST_CASE("bytes after the root") {
    constexpr auto image = writer{to_code}.bytecode(prelude).byte(0xff);
    CHECK(refusal(image) == error{rule::trailing_bytes, image.offset() - 1});
    CHECK(reading(image, host_with([](auto& how) { how.allow_trailing = true; })).used == image.size() - 1);
}

TEST_CASE("the scope `linked`") {
    constexpr auto linked = writer{to_code}.viper(octets(1), {.relocations = true}).end_of_relocations();
    CHECK(reading(linked, linked_host).used == linked.size());
    CHECK(refusal(writer{}.header({}).counts(1, 0), linked_host) == error{rule::architecture, 2});
    CHECK(refusal(to_objects, linked_host) == error{rule::objects, 5});
    const auto at = to_code.offset();
    CHECK(refusal(writer{to_code}.bytecode(prelude), linked_host) == error{rule::not_viper, at});
    CHECK(refusal(writer{to_code}.native(native_code, 4), linked_host) == error{rule::not_viper, at});
    CHECK(refusal(writer{to_code}.assembler(octets(1), 0, 0), linked_host) == error{rule::not_viper, at});
    CHECK(refusal(writer{to_code}.viper(octets(1), {.children = true}), linked_host) == error{rule::children, at});
}

// -- preludes

TEST_CASE("a prelude") {
    constexpr signature numbers{.n_state = 1000,
                                .exception_stack = 5,
                                .scope_flags = 15,
                                .positional = 9,
                                .keyword_only = 2,
                                .default_positional = 3};
    constexpr auto code = writer{}.prelude(numbers, {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, {1, 2, 3}, {4, 5});
    const reference::prelude p = *reading(writer{to_code}.bytecode(code)).root.function;
    CHECK(p.n_state == 1000);
    CHECK(p.exception_stack == 5);
    CHECK(p.scope_flags == 15);
    CHECK(p.positional == 9);
    CHECK(p.keyword_only == 2);
    CHECK(p.default_positional == 3);
    CHECK(p.names.size() == 12);
    CHECK(p.source_info == 15);
    CHECK(p.cells == 2);
}

TEST_CASE("a prelude of the longest fields") {
    constexpr auto code = writer{}.prelude_signature({.n_state = 1u << 18}, 8).prelude_sizes(1, 0, 5).vuint(0);
    const reference::prelude p = *reading(writer{to_code}.bytecode(code)).root.function;
    CHECK(p.n_state == 1u << 18);
    CHECK(p.source_info == 1);
}

TEST_CASE("preludes that are wrong") {
    const auto at = to_code.offset() + 1;
    const auto of = [](const writer& code) { return refusal(writer{to_code}.bytecode(code)); };
    CHECK(of(writer{}) == error{rule::prelude_overruns, at});
    CHECK(of(writer{}.byte(0x80)) == error{rule::prelude_overruns, at});
    CHECK(of(writer{}.prelude_signature({}, 9)) == error{rule::signature, at});
    CHECK(of(writer{}.prelude_signature({.scope_flags = 16})) == error{rule::signature, at});
    CHECK(of(writer{}.byte(0)) == error{rule::prelude_overruns, at + 1});
    CHECK(of(writer{}.byte(0).byte(0x80)) == error{rule::prelude_overruns, at + 1});
    CHECK(of(writer{}.byte(0).prelude_sizes(1, 0, 6)) == error{rule::sizes, at + 1});
    CHECK(of(writer{}.byte(0).prelude_sizes(2, 0).byte(0)) == error{rule::prelude_overruns, at + 2});
    CHECK(of(writer{}.byte(0).prelude_sizes(1, 1).byte(0)) == error{rule::prelude_overruns, at + 3});
    CHECK(of(writer{}.byte(0).prelude_sizes(0, 0).byte(0)) == error{rule::prelude_overruns, at + 2});
    CHECK(of(writer{}.byte(0).prelude_sizes(1, 0).byte(0x80).byte(0)) == error{rule::prelude_overruns, at + 2});
    CHECK(of(writer{}.prelude({}, {1})) == error{rule::prelude_name, at + 2});
    CHECK(of(writer{}.prelude({.positional = 1}, {0, 1})) == error{rule::prelude_name, at + 3});
    CHECK(of(writer{}.prelude({.keyword_only = 1}, {0})) == error{rule::prelude_overruns, at + 4});
    CHECK(of(writer{}.byte(0).prelude_sizes(6, 0).vuint(0x100000000).byte(0)) == error{rule::prelude_name, at + 2});
}

TEST_CASE("native code: its prelude and its first words") {
    const auto at = to_code.offset() + 1;
    constexpr auto two = writer{}.bytes(octets(2, 0, 0, 0)).bytes(prelude);
    constexpr auto parent =
        writer{to_code}.native(two, 4, with_children).children(2).bytecode(prelude).bytecode(prelude);
    CHECK(reading(parent).root.children.size() == 2);

    constexpr auto size = static_cast<std::uint32_t>(native_code.size());
    CHECK(refusal(writer{to_code}.native(native_code, size)) == error{rule::prelude_offset, at + size});
    CHECK(refusal(writer{to_code}.native(native_code, 4).truncated(at + size)) == error{rule::truncated, at + size});
    CHECK(refusal(writer{to_code}.native(native_code, size - 1)) == error{rule::prelude_overruns, at + size});
    CHECK(refusal(writer{to_code}.native(two, 4)) == error{rule::child_count, at});
    CHECK(refusal(writer{to_code}.native(two, 4, with_children).children(3)) == error{rule::child_count, at});
    CHECK(refusal(writer{to_code}.native(prelude, 0)) == error{rule::child_count, at});

    constexpr auto wide = writer{}.bytes(octets(0, 0, 0, 0, 1, 0, 0, 0)).bytes(prelude);
    CHECK(reading(writer{to_code}.native(wide, 8)).root.kind == 1);
    const auto of_64_bits = host_with([](auto& how) { how.word_size = 8; });
    CHECK(refusal(writer{to_code}.native(wide, 8), of_64_bits) == error{rule::child_count, at});
}

TEST_CASE("a generator starts within its code") {
    const auto at = to_code.offset() + 1;
    constexpr auto generator = writer{}.prelude({.scope_flags = 1}, {0});
    const auto starting_at = [&](unsigned offset) {
        return writer{to_code}.native(
            writer{}.bytes(octets(0, 0, 0, 0)).byte(offset).bytes(octets(0, 0, 0)).bytes(generator), 8);
    };
    CHECK(reading(starting_at(11)).root.function->scope_flags == 1);
    CHECK(refusal(starting_at(12)) == error{rule::generator_start, at + 4});

    // Eight bytes, then four of prelude: too few for a second word of 64 bits.
    constexpr auto short_code = writer{}.bytes(octets(0, 0, 0, 0, 0, 0, 0, 0)).bytes(generator);
    const auto of_64_bits = host_with([](auto& how) { how.word_size = 8; });
    CHECK(refusal(writer{to_code}.native(short_code, 8), of_64_bits) == error{rule::generator_start, at + 8});
}

// -- relocations

TEST_CASE("each destination in each form") {
    const auto words_of = [](const writer& image) { return reading(image).root.words(); };
    using words = std::vector<reference::relocated_word>;
    constexpr auto code = reference::section::code;
    constexpr auto rodata = reference::section::rodata;

    for (const destination d : {to::code, to::rodata, to::bss, to::qstr_table, to::object_table, to::host_table,
                                to::host_entry(0), to::host_entry(86)}) {
        CAPTURE(d.operation);
        CHECK(words_of(writer{to_relocations}.relocation(d, in_code(3)).end_of_relocations()) ==
              words{{code, 3, d.operation}});
        CHECK(words_of(writer{to_relocations}.relocation(d, in_rodata(2)).end_of_relocations()) ==
              words{{rodata, 2, d.operation}});
        CHECK(words_of(writer{to_relocations}.relocation(to::code, in_code(0)).relocation(d).end_of_relocations()) ==
              words{{code, 0, 0}, {code, 1, d.operation}});
        if (d.repeats) {
            CHECK(words_of(writer{to_relocations}
                               .relocation(d, in_rodata(1), repeat{2})
                               .relocation(to::code, in_code(0))
                               .end_of_relocations()) ==
                  words{{rodata, 1, d.operation}, {rodata, 2, d.operation}, {code, 0, 0}});
            CHECK(words_of(writer{to_relocations}
                               .relocation(to::host_table, in_code(0))
                               .relocation(d, repeat{3})
                               .end_of_relocations()) ==
                  words{{code, 0, 8}, {code, 1, d.operation}, {code, 2, d.operation}, {code, 3, d.operation}});
        }
    }
}

TEST_CASE("host entries with and without a place, in a long table") {
    const auto long_table = host_with([](auto& how) { how.host_entries = 119; });
    CHECK(reading(writer{to_relocations}
                      .relocation(to::host_entry(117), in_code(0))
                      .relocation(to::host_entry(118))
                      .end_of_relocations(),
                  long_table)
              .root.words()
              .size() == 2);
    CHECK(refusal(writer{to_relocations}.relocation(to::host_entry(87), in_code(0))) ==
          error{rule::destination, to_relocations.offset()});
}

TEST_CASE("relocations that are wrong") {
    const auto refused = [](rule why, field where, const writer& image) {
        CHECK(refusal(image) == error{why, image.at(where)});
    };
    const auto rich = [] { return writer{to_relocations}; };
    const auto poor = [] { return writer{to_poor_relocations}; };

    CHECK(refusal(rich()) == error{rule::truncated, to_relocations.offset()});
    CHECK(refusal(rich().relocation(to::code, in_code(0))) == error{rule::truncated, to_relocations.offset() + 2});

    refused(rule::destination, field::relocation, poor().relocation(to::rodata, in_code(0)));
    refused(rule::destination, field::relocation, poor().relocation(to::bss, in_code(0)));
    refused(rule::destination, field::relocation, poor().relocation(to::qstr_table, in_code(0)));
    refused(rule::destination, field::relocation, poor().relocation(to::object_table, in_code(0)));
    refused(rule::destination, field::relocation, poor().relocation(to::bss, in_code(0), repeat{1}));
    refused(rule::destination, field::relocation, poor().relocation(to::rodata, in_code(0), repeat{1}));

    refused(rule::no_place, field::relocation, rich().relocation(to::code));
    refused(rule::no_place, field::relocation, rich().relocation(to::code, repeat{1}));

    refused(rule::outside, field::place, rich().relocation(to::code, in_code(4)));
    refused(rule::outside, field::place, rich().relocation(to::code, in_rodata(3)));
    refused(rule::outside, field::place, rich().relocation(to::code, in_code(4), repeat{1}));
    refused(rule::outside, field::place, rich().relocation(to::code, in_code(0x7fffffff)));
    refused(rule::outside, field::place, poor().relocation(to::code, in_rodata(0)));
    refused(rule::outside, field::relocation, rich().relocation(to::code, in_code(3)).relocation(to::code));
    refused(rule::outside, field::relocation, rich().relocation(to::code, in_code(3)).relocation(to::code, repeat{1}));
    refused(rule::vuint_too_large, field::place, rich().relocation(to::code, in_code(0x80000000)));

    refused(rule::repeat, field::repeat, rich().relocation(to::code, in_code(0), repeat{0}));
    refused(rule::repeat, field::repeat, rich().relocation(to::code, in_code(0), repeat{5}));
    refused(rule::repeat, field::repeat, rich().relocation(to::code, in_rodata(1), repeat{3}));
    refused(rule::repeat, field::repeat, rich().relocation(to::code, in_code(2)).relocation(to::bss, repeat{2}));
    refused(rule::repeat, field::repeat, rich().relocation(to::code, in_code(1), repeat{0xffffffff}));
    refused(rule::vuint_too_large, field::repeat, rich().relocation(to::code, in_code(0), repeat{0x100000000}));

    const auto all_but_one = [&] {
        return rich().relocation(to::code, in_code(0), repeat{4}).relocation(to::code, in_rodata(0), repeat{2});
    };
    CHECK(reading(all_but_one().relocation(to::code).end_of_relocations()).root.words().size() == 7);
    const auto all = [&] { return all_but_one().relocation(to::code); };
    refused(rule::repeat, field::repeat, all_but_one().relocation(to::code, in_code(0), repeat{2}));
    refused(rule::outside, field::place, all().relocation(to::code, in_code(0)));
    refused(rule::repeat, field::repeat, all().relocation(to::code, in_code(0), repeat{1}));
    refused(rule::outside, field::relocation, all().relocation(to::code));
}

TEST_CASE("a word lies wholly inside its section") {
    constexpr auto seven = std::array<std::uint8_t, 7>{};
    constexpr auto image = writer{to_code}
                               .viper(seven, {.rodata = seven, .relocations = true})
                               .relocation(to::code, in_code(0))
                               .relocation(to::code, in_rodata(0));
    CHECK(reading(writer{image}.end_of_relocations()).root.words().size() == 2);
    const writer outside = writer{image}.relocation(to::code, in_code(1));
    CHECK(refusal(outside) == error{rule::outside, outside.at(field::place)});
    const writer total = writer{image}.relocation(to::code, in_code(0));
    CHECK(refusal(total) == error{rule::outside, total.at(field::place)});
    const auto of_64_bits = host_with([](auto& how) { how.word_size = 8; });
    CHECK(refusal(image, of_64_bits) == error{rule::outside, to_code.offset() + 8 + 1 + 1 + 7 + 1});
}

TEST_CASE("a section of size 0 is none") {
    constexpr auto image = writer{to_code}.viper(sixteen, {.relocations = true, .flags = flag::rodata | flag::bss});
    CHECK(refusal(writer{image}.relocation(to::bss, in_code(0))) == error{rule::destination, image.offset()});
    CHECK(refusal(writer{image}.relocation(to::rodata, in_code(0))) == error{rule::destination, image.offset()});
    CHECK(reading(writer{image}.end_of_relocations()).root.bss_size == 0);
}

// -- for those who damage images

TEST_CASE("where each vuint lies") {
    constexpr auto image =
        writer{header}.vuint(1, 2).vuint(0).qstr("m").bytecode(writer{}.byte(0).prelude_sizes(2, 0).vuint(0, 1));
    std::vector<std::pair<std::size_t, std::size_t>> vuints;
    CHECK_FALSE(reference::read(image, host_with([&](auto& how) {
                                    how.on_vuint = [&](std::size_t at, std::size_t size) {
                                        vuints.emplace_back(at, size);
                                    };
                                }))
                    .error.has_value());
    CHECK(vuints == std::vector<std::pair<std::size_t, std::size_t>>{{4, 3}, {7, 1}, {8, 1}, {11, 1}, {14, 2}});
}
