// SPDX-License-Identifier: MIT
#include <natload/format/linked.hpp>

#include <natload/arch.hpp>

#include "support/check_both.hpp"
#include "support/verdict.hpp"

using namespace natload::testing;

namespace {

using natload::errc;
using natload::verify;
using P = linked_on<natload::arch::armv7m>;

constexpr auto to_code = writer{}.header({.architecture = isa::armv7m}).counts(1, 0).qstr("m");
constexpr writer image() { return to_code; }

constexpr auto function = writer{}.prelude({}, {0});
constexpr auto machine_code = writer{}.bytes(octets(0, 0, 0, 0)).bytes(function);
constexpr auto four = octets(1, 2, 3, 4);
constexpr auto three = octets(5, 6, 7);

constexpr auto module_image = image()
                                  .viper(four, {.rodata = three, .bss = 5, .relocations = true})
                                  .relocation(to::code, in_code(0))
                                  .end_of_relocations();
constexpr auto module = verify<P>(module_image);
constexpr natload::module_parts parts = module->parts();

constexpr auto bare = writer{}.header({.architecture = isa::armv7m}).counts(0, 0).viper(octets(1));
constexpr auto of_bare = verify<P>(bare);

}  // namespace

TEST_CASE("the parts of a linked module lie in its image") {
    CHECK_BOTH(module.has_value());
    CHECK_BOTH(module->linked());
    CHECK_BOTH(parts.sizes[natload::code_section] == 4);
    CHECK_BOTH(parts.sizes[natload::rodata_section] == 3);
    CHECK_BOTH(parts.sizes[natload::bss_section] == 5);
    CHECK_BOTH(parts.sizes[natload::name_table] == 1);
    CHECK_BOTH(parts.sizes[natload::object_table] == 0);
    CHECK_BOTH(parts.names == module_image.data() + module_image.at(field::qstr));
    CHECK_BOTH(parts.code == module_image.data() + module_image.at(field::code));
    CHECK_BOTH(parts.rodata == module_image.data() + module_image.at(field::rodata));
    CHECK_BOTH(parts.relocations == module_image.data() + module_image.at(field::relocation));
}

TEST_CASE("a module without rodata, bss, relocations, names") {
    CHECK_BOTH(of_bare->linked());
    CHECK_BOTH(of_bare->parts().relocations == nullptr);
    CHECK_BOTH(of_bare->parts().sizes[natload::code_section] == 1);
    CHECK_BOTH(of_bare->parts().sizes[natload::rodata_section] == 0);
    CHECK_BOTH(of_bare->parts().sizes[natload::bss_section] == 0);
}

TEST_CASE("what is no linked module is refused by name") {
    CHECK_BOTH(refused<P>(writer{}.header({}).counts(0, 0), errc::architecture, field::features));
    CHECK_BOTH(
        refused<P>(writer{}.header({.architecture = isa::armv7m}).counts(0, 1), errc::has_objects, field::n_obj));
    CHECK_BOTH(refused<P>(writer{}.header({.architecture = isa::armv7m}).counts(1, 0xffffffff), errc::has_objects,
                          field::n_obj));
    CHECK_BOTH(refused<P>(image().bytecode(function), errc::not_linked_code, field::raw_code));
    CHECK_BOTH(refused<P>(image().native(machine_code, 4), errc::not_linked_code, field::raw_code));
    CHECK_BOTH(refused<P>(image().assembler(four, 0, 0), errc::not_linked_code, field::raw_code));
    CHECK_BOTH(refused<P>(image().viper(four, {.children = true}), errc::not_linked_code, field::raw_code));
    // The kind counts before the children, and both before the length.
    CHECK_BOTH(refused<P>(image().raw_code(kind::bytecode, 0, with_children), errc::not_linked_code, field::raw_code));
    CHECK_BOTH(refused<P>(image().raw_code(kind::viper, 0, with_children), errc::not_linked_code, field::raw_code));
}

TEST_CASE("its raw code follows the rules of the format") {
    CHECK_BOTH(refused<P>(to_code, errc::truncated, 9));
    CHECK_BOTH(refused<P>(image().vuint(0x100000002), errc::number_too_large, 9));
    CHECK_BOTH(refused<P>(image().raw_code(kind::viper, 0), errc::empty_code, field::raw_code));
    CHECK_BOTH(refused<P>(image().raw_code(kind::viper, 5).bytes(four), errc::truncated, 10));
    CHECK_BOTH(refused<P>(image().raw_code(kind::viper, four), errc::truncated, 14));
    CHECK_BOTH(refused<P>(image().viper(four, {.flags = 1}), errc::code_flags, field::flags));
    CHECK_BOTH(refused<P>(image().viper(four, {.flags = 0x80}), errc::code_flags, field::flags));
    CHECK_BOTH(refused<P>(image().viper(four, {.flags = 0x800}), errc::code_flags, field::flags));
    CHECK_BOTH(refused<P>(image().viper(four, {.relocations = true}), errc::truncated, 15));
    CHECK_BOTH(accepted<P>(image().viper(four, {.flags = flag::rodata | flag::bss})));
    CHECK_BOTH(accepted<P>(image().viper(octets(1), {.rodata = three, .bss = 0xffffffff})));
}

TEST_CASE("a linked module cut short at any byte is refused where the field begins that misses it") {
    constexpr auto offset_of_cut = [](std::size_t size) {
        const natload::error found = verify<P>(module_image.truncated(size)).error();
        return found.code == errc::truncated ? found.offset : 0xffffffff;
    };
    // A text and a code begin where their length ends; each field of a byte is missed where it would be.
    constexpr std::uint32_t starts[] = {0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 10,
                                        10, 10, 14, 15, 16, 17, 17, 17, 20, 21, 22};
    CHECK(module_image.size() == std::size(starts));
    for (std::size_t size = 0; size < std::size(starts); ++size) {
        CAPTURE(size);
        CHECK(offset_of_cut(size) == starts[size]);
    }
}

TEST_CASE("where the sections lie in a module's data") {
    using natload::layout;
    constexpr auto of32 = layout::of<natload::arch::armv7m>(parts.sizes);
    CHECK_BOTH(of32.bss == 4);
    CHECK_BOTH(of32.names == 12);
    CHECK_BOTH(of32.size == 14);
    constexpr auto of64 = layout::of<natload::arch::x64>(parts.sizes);
    CHECK_BOTH(of64.bss == 8);
    CHECK_BOTH(of64.names == 16);
    CHECK_BOTH(of64.size == 18);
}
