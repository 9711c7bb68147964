// SPDX-License-Identifier: MIT
// expected: loader: the host's function table is not as long as the platform says; state its length in
// expected: platform_options::host_entries
// expected (GNU): the comparison reduces to '(87 == 80)'
// expected (Clang): function_table<80
#include "firmware.hpp"

#ifdef MISTAKE
constexpr auto short_table = host::make_table<80>(host::entry<50>(&some_data));
#else
constexpr auto short_table = host::make_table<87>(host::entry<50>(&some_data));
#endif
host::native short_host(short_table, my_names);
loader load_with(my_platform{}, my_ram, my_ram, short_host);
