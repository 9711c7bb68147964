// SPDX-License-Identifier: MIT
// expected: the reason
// expected: [and] a second
#ifdef MISTAKE
static_assert(sizeof(char) == 2, "the reason");
#endif
