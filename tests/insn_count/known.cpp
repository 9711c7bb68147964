// SPDX-License-Identifier: MIT
// A program whose functions execute a known number of instructions: the counter is tested with it.
// Its argument says how often each is called.
#include <cstdlib>

extern "C" {
[[gnu::noinline]] void nops_100() { asm volatile(".rept 100\n nop\n .endr"); }
[[gnu::noinline]] void nops_200() { asm volatile(".rept 200\n nop\n .endr"); }
[[gnu::noinline]] void nops_never_called() { asm volatile("nop"); }
}

int main(int argc, char** argv) {
    const int calls = argc == 2 ? std::atoi(argv[1]) : 0;
    for (int i = 0; i < calls; ++i) {
        nops_100();
        nops_200();
    }
    if (calls > 1000) nops_never_called();
    return calls == 0;
}
