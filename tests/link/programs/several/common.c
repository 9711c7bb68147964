// SPDX-License-Identifier: MIT
// Compiled with -fcommon: the larger of the two is what the module has.
int shared[8];
