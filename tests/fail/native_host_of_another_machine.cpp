// SPDX-License-Identifier: MIT
// expected: host::native serves the machine it runs on; for another there is host::simulated
#include "firmware.hpp"

#ifdef MISTAKE
host::native<std::uint32_t, decltype(my_table), decltype(my_names)> other_host(my_table, my_names);
#else
host::native<std::uint64_t, decltype(my_table), decltype(my_names)> other_host(my_table, my_names);
#endif
