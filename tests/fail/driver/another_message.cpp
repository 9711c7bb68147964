// SPDX-License-Identifier: MIT
// expected: the reason
#ifdef MISTAKE
static_assert(sizeof(char) == 2, "another reason");
#endif
