// SPDX-License-Identifier: MIT
// Initialised variables of several sorts: a table, pointers to it, to text and to a function, a counter.
#include "module_abi.h"

int variables_table[3] = {10, 20, 30};
int* variables_place = &variables_table[1];
const char* variables_text = "hello";
short variables_counter = 5;
int variables_zero;
word variables_square(word n) { return n * n; }
word (*variables_function)(word) = variables_square;

word mpy_init(void* context, size_t n_args, size_t n_kw, const word* args) {
    (void)context;
    (void)n_kw;
    ++variables_zero;
    ++variables_counter;
    if (n_args == 1) *variables_place += (int)args[0];
    int sum = variables_table[0] + variables_table[1] + variables_table[2];
    return (word)(sum + variables_counter * 1000 + variables_zero * 100000 + variables_text[1]) + variables_function(n_args);
}
