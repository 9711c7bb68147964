// SPDX-License-Identifier: MIT
#include "shared.hpp"

extern "C" {

[[gnu::weak]] word chosen() { return 1; }
[[gnu::weak]] word nowhere();

void never_called() { missing_on_purpose(); }

alignas(8) extern const word aligned[];
alignas(8) const word aligned[] = {3, 1, 4};

word mpy_init(void*, size_t, size_t, const word* args) {
    switch (args[0]) {
        case 0: return chosen();
        case 1: return nowhere == nullptr;
        case 2: return from_library(args[1]);
        case 3: return from_host(args[1], 0);
        case 4: return reinterpret_cast<word>(outside);
        case 5: counted() += 10; return count_in_second();
        case 6: return text() == text_in_second();
        case 7: return reinterpret_cast<word>(&aligned[args[1]]) % 8;
        case 8: fill_shared(); return static_cast<word>(shared[args[1]]);
        default: return 0;
    }
}
}
