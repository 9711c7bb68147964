// SPDX-License-Identifier: MIT
// expected: make_table: two entries have the same index
#include "firmware.hpp"

#ifdef MISTAKE
constexpr std::size_t second = 3;
#else
constexpr std::size_t second = 5;
#endif
inline constexpr auto wrong =
    host::make_table<87>(host::entry<3>(&some_data), host::entry<4>(&my_names), host::entry<second>(&my_ram));
