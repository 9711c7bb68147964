// SPDX-License-Identifier: MIT
#ifdef MISTAKE
static_assert(sizeof(char) == 2, "the reason");
#endif
