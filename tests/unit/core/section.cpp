// SPDX-License-Identifier: MIT
#include <natload/core/section.hpp>

#include <cstdint>

#include "support/check_both.hpp"

namespace {

using namespace natload;

constexpr section all[] = {code_section, rodata_section, bss_section, name_table, object_table};

constexpr bool holds_a_size_each() {
    extents sizes;
    std::uint32_t size = 0;
    for (const section s : all) {
        if (sizes[s] != 0) return false;
        sizes[s] = ++size;
    }
    const extents& read = sizes;
    return read[code_section] == 1 && read[rodata_section] == 2 && read[bss_section] == 3 && read[name_table] == 4 &&
           read[object_table] == 5;
}

}  // namespace

TEST_CASE("the places of relocations have the format's numbers") {
    CHECK_BOTH(code_section == 0);
    CHECK_BOTH(rodata_section == 1);
}

TEST_CASE("sections have a size each, none to begin with") { CHECK_BOTH(holds_a_size_each()); }
