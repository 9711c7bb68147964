// SPDX-License-Identifier: MIT
// No number in an image makes it take more than its bytes do.
#include <doctest/doctest.h>

#include <vector>

#include "hostile/hosts.hpp"
#include "hostile/loading.hpp"
#include "hostile/mutants.hpp"
#include "support/mpy_writer.hpp"

using namespace natload::testing;

namespace {

using machine = natload::arch::armv7m;
using any_writer = basic_writer<2048>;

}  // namespace

TEST_CASE("an image that the least fault makes huge is refused, or loaded in the room that there is") {
    // Every number of a module of every sort of field, each made huge.
    const auto module = any_writer{}
                            .header({.architecture = isa::armv7m, .arch_flags_follow = true})
                            .arch_flags(0)
                            .counts(2, 0)
                            .qstr("m")
                            .static_qstr(5)
                            .viper(octets(0, 0, 0, 0), {.rodata = octets(0, 0, 0, 0), .bss = 4, .relocations = true})
                            .relocation(to::code, in_code(0), repeat{1})
                            .relocation(to::bss, in_rodata(0))
                            .end_of_relocations();
    const std::span<const std::uint8_t> image = module;
    const std::vector<number> numbers = numbers_of(image);
    CHECK(numbers.size() == 12);
    for (const number& n : numbers) {
        CAPTURE(n.at);
        for (std::size_t which = 0; which < substitutes; ++which) {
            CAPTURE(which);
            const octet_string huge = with_substitute(image, n, which);
            CHECK(disagreement<linked_host<machine>>(huge) == "");
            CHECK(disagreement<all_host<machine>>(huge) == "");
            CHECK(misloading<linked_host<machine>>(huge) == "");
        }
    }
}
