// SPDX-License-Identifier: MIT
// expected: make_table<Length>: an entry's index is not below Length
#include "firmware.hpp"

#ifdef MISTAKE
constexpr std::size_t last = 87;
#else
constexpr std::size_t last = 86;
#endif
inline constexpr auto wrong = host::make_table<87>(host::entry<last>(&some_data));
