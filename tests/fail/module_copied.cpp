// SPDX-License-Identifier: MIT
// A module has one owner.
// expected (GNU): use of deleted function 'constexpr natload::v0::module<natload::v0::loader<
// expected (Clang): call to implicitly-deleted copy constructor of 'natload::module<natload::loader<
#include "firmware.hpp"

void load() {
    loader load_with(my_platform{}, my_ram, my_ram, my_host);
    auto module = load_with.load(*verify<my_platform>(my_image));
#ifdef MISTAKE
    auto second = *module;
#else
    auto second = *static_cast<decltype(module)&&>(module);
#endif
}
