// SPDX-License-Identifier: MIT
// As wide as a word, but none.
// expected: an entry of a function table is one word: a function, a pointer, or an integer as wide as a pointer
#include "firmware.hpp"

#ifdef MISTAKE
inline constexpr auto wrong = host::make_table<2>(host::entry<0>(1.5));
#else
inline constexpr auto wrong = host::make_table<2>(host::entry<0>(std::uintptr_t{1}));
#endif
