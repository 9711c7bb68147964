// SPDX-License-Identifier: MIT
// A module that nobody holds is released at once.
// expected (GNU): ignoring returned value of type 'natload::v0::result<natload::v0::module<
// expected (Clang): ignoring return value of function declared with 'nodiscard' attribute
#include "firmware.hpp"

void load() {
    loader load_with(my_platform{}, my_ram, my_ram, my_host);
    const auto verified = verify<my_platform>(my_image);
#ifdef MISTAKE
    load_with.load(*verified);
#else
    const auto module = load_with.load(*verified);
#endif
}
