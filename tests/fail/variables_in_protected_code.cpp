// SPDX-License-Identifier: MIT
// Where a unit protects a module's code as a whole, no variables are in it.
// expected: the code memory does not model natload::variable_code_memory
#include <natload/protect.hpp>

#include "firmware.hpp"

constexpr std::uint8_t my_regions[] = {0, 1};
protect::pmsav7 my_unit(my_regions, 0x20000000, 4096);
protect::code my_code(my_unit, my_ram);

#ifdef MISTAKE
using platform_of_mine = platform<arch::x64, platform_options{.variables_in_code = true}>;
#else
using platform_of_mine = platform<arch::x64>;
#endif

bool load() {
    loader load_with(platform_of_mine{}, my_code, my_ram, my_host);
    return load_with.load(my_image).has_value();
}
