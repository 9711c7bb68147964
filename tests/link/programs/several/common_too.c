// SPDX-License-Identifier: MIT
int shared[2];
void fill_shared(void) {
    for (int i = 0; i != 8; ++i) ((volatile int*)shared)[i] = 100 + i;
}
