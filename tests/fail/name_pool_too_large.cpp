// SPDX-License-Identifier: MIT
// expected: name_pool<Names>: 1 to 65369 names, as a name's number has 16 bits
#include "firmware.hpp"

#ifdef MISTAKE
host::name_pool<65536 - 166> pool;
#else
host::name_pool<65535 - 166> pool;
#endif
