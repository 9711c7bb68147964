// SPDX-License-Identifier: MIT
// Nor is one made of parts that somebody put together.
// expected (GNU): no matching function for call to 'natload::v0::verified<
// expected (Clang): no matching constructor for initialization of 'verified<my_platform>'
#include "firmware.hpp"

#ifdef MISTAKE
verified<my_platform> forged(bytes(my_image), module_parts{}, tree_totals{});
#endif
