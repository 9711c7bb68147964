// SPDX-License-Identifier: MIT
// expected: no matter what
int value = 0;
