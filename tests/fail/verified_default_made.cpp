// SPDX-License-Identifier: MIT
// Only verify makes what can be loaded: there is no such thing as an empty one to begin with.
// expected (GNU): 'constexpr natload::v0::verified<P>::verified() [with P =
// expected (GNU): natload::v0::platform<natload::v0::arch::x64>]' is private within this context
// expected (Clang): calling a private constructor of class 'natload::verified<natload::platform<natload::arch::x64
#include "firmware.hpp"

#ifdef MISTAKE
verified<my_platform> forged;
#endif
