// SPDX-License-Identifier: MIT
// A module is what a loader has committed: nobody else puts an entry into one.
// expected (GNU): no matching function for call to 'natload::v0::module<
// expected (Clang): no matching constructor for initialization of 'my_module'
#include "firmware.hpp"

using my_loader = loader<my_platform, memory::arena, memory::arena, decltype(my_host)>;
using my_module = module<my_loader>;
#ifdef MISTAKE
my_module forged(nullptr, 0x1000);
#else
my_module empty;
#endif
