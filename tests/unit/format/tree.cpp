// SPDX-License-Identifier: MIT
#include <natload/format/tree.hpp>

#include <natload/arch.hpp>

#include "support/check_both.hpp"
#include "support/verdict.hpp"

using namespace natload::testing;

namespace {

using natload::errc;
using natload::tree_totals;
using natload::verify;
using P = all_on<natload::arch::armv7m>;
using P64 = all_on<natload::arch::x64>;

template <std::uint8_t Depth>
using limited = natload::platform<natload::arch::armv7m,
                                  natload::platform_options{.scope = natload::scope::all, .max_code_depth = Depth}>;

constexpr auto to_code = writer{}.header({.architecture = isa::armv7m}).counts(1, 0).qstr("m");
constexpr writer image() { return to_code; }

constexpr auto function = writer{}.prelude({}, {0});  // 3 bytes
constexpr auto one_child = writer{}.bytes(octets(1, 0, 0, 0)).bytes(function);
constexpr auto four = octets(1, 2, 3, 4);
constexpr auto three = octets(5, 6, 7);

constexpr writer nested(unsigned levels) {
    writer chain = to_code;
    for (unsigned i = 1; i < levels; ++i) chain.bytecode(function, with_children).children(1);
    return chain.bytecode(function);
}

constexpr tree_totals totals(natload::bytes file) { return verify<P>(file)->totals(); }

// A root of two children; the first has two of its own. Every parent has relocations behind its children.
constexpr auto family = image()
                            .viper(four, {.bss = 5, .relocations = true, .children = true})
                            .children(2)
                            .viper(four, {.rodata = three, .relocations = true, .children = true})
                            .children(2)
                            .viper(three, {.bss = 3})
                            .bytecode(function)
                            .relocation(to::rodata, in_code(0))
                            .end_of_relocations()
                            .native(one_child, 4, with_children)
                            .children(1)
                            .assembler(octets(1), 0, 0)
                            .relocation(to::bss, in_code(0))
                            .end_of_relocations();

}  // namespace

TEST_CASE("children follow their parent, its relocations follow them") {
    constexpr auto t = totals(family);
    CHECK_BOTH(verify<P>(family).error() == natload::error{});
    CHECK_BOTH(t.raw_codes == 6);
    CHECK_BOTH(t.depth == 3);
    CHECK_BOTH(t.bytecode == 3);
    CHECK_BOTH(t.machine_code == 5 * 16);
    CHECK_BOTH(t.rodata == 4);
    CHECK_BOTH(t.bss == 8 + 4);
    CHECK_BOTH(t.relocated_words == 2);
}

TEST_CASE("each raw code's relocations are checked against its own sections") {
    const auto root = [] { return image().viper(four, {.bss = 4, .relocations = true, .children = true}).children(1); };
    const auto child = [&] { return root().viper(four, {.rodata = four, .relocations = true}); };
    const auto end = [](writer w) { return w.end_of_relocations(); };
    CHECK(accepted<P>(end(end(child().relocation(to::rodata, in_rodata(0))).relocation(to::bss, in_code(0)))));
    CHECK(refused<P>(child().relocation(to::bss, in_code(0)), errc::relocation_target, field::relocation));
    CHECK(refused<P>(child().relocation(to::code, in_code(1)), errc::relocation_outside, field::place));
    CHECK(refused<P>(end(child()).relocation(to::rodata, in_code(0)), errc::relocation_target, field::relocation));
    CHECK(refused<P>(end(child()).relocation(to::code, in_rodata(0)), errc::relocation_outside, field::place));
    CHECK(refused<P>(end(child()), errc::truncated, end(child()).offset()));
}

TEST_CASE("a tree cut short at any byte is refused at a field that begins before") {
    for (std::size_t size = 0; size < family.size(); ++size) {
        CAPTURE(size);
        const natload::error found = verify<P>(family.truncated(size)).error();
        CHECK(found.code == errc::truncated);
        CHECK(found.offset <= size);
    }
}

TEST_CASE("each kind may have children") {
    const auto two = [](writer parent) { return parent.children(1).bytecode(function); };
    CHECK(accepted<P>(two(image().bytecode(function, with_children))));
    CHECK(accepted<P>(two(image().native(one_child, 4, with_children))));
    CHECK(accepted<P>(two(image().viper(four, {.children = true}))));
    CHECK(accepted<P>(two(image().assembler(four, 0, 0, 0, with_children))));
}

TEST_CASE("children that are announced are there, and no more than an image can hold") {
    constexpr auto parent = image().viper(four, {.children = true});
    CHECK_BOTH(refused<P>(writer{parent}.children(0), errc::no_children, field::n_children));
    CHECK_BOTH(refused<P>(parent, errc::truncated, parent.offset()));
    CHECK_BOTH(refused<P>(writer{parent}.children(0x100000000), errc::number_too_large, field::n_children));
    CHECK_BOTH(refused<P>(writer{parent}.children(1), errc::truncated, parent.offset() + 1));
    CHECK_BOTH(refused<P>(writer{parent}.children(2).bytecode(function), errc::truncated, parent.offset() + 5));
    CHECK_BOTH(
        refused<P>(writer{parent}.children(0x7fffffff).bytecode(function), errc::truncated, parent.offset() + 9));
    CHECK_BOTH(
        refused<P>(writer{parent}.children(0x80000000).bytecode(function), errc::no_children, field::n_children));
    CHECK_BOTH(
        refused<P>(writer{parent}.children(0xffffffff).bytecode(function), errc::no_children, field::n_children));
    CHECK_BOTH(refused<P>(writer{parent}.children(1).bytecode(function).bytecode(function), errc::trailing_bytes,
                          field::raw_code));
}

TEST_CASE("raw code nests as deeply as the platform says, the root being one level") {
    CHECK_BOTH(natload::platform_options{}.max_code_depth == 32);
    CHECK_BOTH(accepted<P>(nested(32)));
    CHECK_BOTH(totals(nested(32)).depth == 32);
    CHECK_BOTH(refused<P>(nested(33), errc::code_depth, field::n_children));
    CHECK_BOTH(accepted<limited<1>>(nested(1)));
    CHECK_BOTH(refused<limited<1>>(nested(2), errc::code_depth, field::n_children));
    CHECK_BOTH(accepted<limited<3>>(nested(3)));
    CHECK_BOTH(refused<limited<3>>(nested(4), errc::code_depth, field::n_children));
    // What lies too deep is not looked at, not even whether it is there.
    CHECK_BOTH(refused<limited<1>>(nested(2).truncated(nested(2).at(field::raw_code)), errc::code_depth,
                                   nested(2).at(field::n_children)));
}

TEST_CASE("after a deep branch there is room for another") {
    constexpr auto branches = image()
                                  .bytecode(function, with_children)
                                  .children(2)
                                  .bytecode(function, with_children)
                                  .children(1)
                                  .bytecode(function)
                                  .bytecode(function, with_children)
                                  .children(1)
                                  .bytecode(function);
    CHECK_BOTH(accepted<limited<3>>(branches));
    CHECK_BOTH(totals(branches).raw_codes == 5);
    CHECK_BOTH(totals(branches).depth == 3);
}

TEST_CASE("sums of bss do not wrap") {
    constexpr auto with_bss = [](std::uint32_t root, std::uint32_t child) {
        return image().viper(four, {.bss = root, .children = true}).children(1).viper(four, {.bss = child});
    };
    CHECK_BOTH(totals(with_bss(4, 8)).bss == 12);
    CHECK_BOTH(totals(with_bss(1, 1)).bss == 8);
    CHECK_BOTH(totals(with_bss(0xfffffffc, 0)).bss == 0xfffffffc);
    CHECK_BOTH(totals(with_bss(0xfffffff0, 8)).bss == 0xfffffff8);
    CHECK_BOTH(totals(with_bss(0xfffffff0, 16)).bss == 0xffffffff);
    CHECK_BOTH(totals(with_bss(0xffffffff, 0)).bss == 0xffffffff);
    CHECK_BOTH(totals(with_bss(0xfffffffd, 0xfffffffd)).bss == 0xffffffff);
}

TEST_CASE("a linked module in the scope of everything") {
    constexpr static auto module_image = image().viper(four, {.rodata = three, .bss = 5});
    constexpr auto module = [] { return verify<P>(module_image); };
    CHECK_BOTH(module()->linked());
    CHECK_BOTH(module()->parts().code == module_image.data() + module_image.at(field::code));
    CHECK_BOTH(module()->parts().sizes[natload::rodata_section] == 3);
    CHECK_BOTH(module()->parts().sizes[natload::bss_section] == 5);
    CHECK_BOTH(module()->totals().raw_codes == 1);
    CHECK_BOTH(!verify<P>(image().bytecode(function))->linked());
    CHECK_BOTH(!verify<P>(family)->linked());
    CHECK_BOTH(
        !verify<P>(writer{}.header({.architecture = isa::armv7m}).counts(0, 1).object(object_type::none).viper(four))
             ->linked());
}

TEST_CASE("words of 64 bits round up to 8") {
    constexpr auto file = writer{}
                              .header({.architecture = isa::x64})
                              .counts(0, 0)
                              .viper(four, {.rodata = three, .bss = 9, .relocations = true});
    CHECK_BOTH(verify<P64>(writer{file}.end_of_relocations())->totals().rodata == 8);
    CHECK_BOTH(verify<P64>(writer{file}.end_of_relocations())->totals().bss == 16);
    CHECK_BOTH(refused<P64>(writer{file}.relocation(to::code, in_code(0)), errc::relocation_outside, field::place));
}
