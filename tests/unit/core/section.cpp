// SPDX-License-Identifier: MIT
#include <natload/core/section.hpp>

#include <cstdint>

#include "support/check_both.hpp"

namespace {

using namespace natload;

constexpr section all[] = {code_section, rodata_section, bss_section, name_table, object_table};

constexpr bool holds_a_size_each() {
    extents sizes = {};
    std::uint32_t size = 0;
    for (const section s : all) {
        if (sizes[s] != 0) return false;
        sizes[s] = ++size;
    }
    const extents& read = sizes;
    return read[code_section] == 1 && read[rodata_section] == 2 && read[bss_section] == 3 && read[name_table] == 4 &&
           read[object_table] == 5;
}

constexpr bool takes_the_first_three() {
    extents sizes = {};
    for (const section s : all) sizes[s] = 9;
    sizes.set({1, 2, 3});
    const section_sizes first = sizes.sections();
    return first[code_section] == 1 && first[rodata_section] == 2 && first[bss_section] == 3 &&
           sizes[name_table] == 9 && sizes[object_table] == 9;
}

}  // namespace

TEST_CASE("the places of relocations have the format's numbers") {
    CHECK_BOTH(code_section == 0);
    CHECK_BOTH(rodata_section == 1);
}

TEST_CASE("sections have a size each, none to begin with") { CHECK_BOTH(holds_a_size_each()); }

TEST_CASE("those that a raw code states are taken and told together") { CHECK_BOTH(takes_the_first_three()); }
