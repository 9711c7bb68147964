// SPDX-License-Identifier: MIT
// expected (GNU): ignoring returned value of type
// expected (GNU): 'natload::v0::result<natload::v0::verified<natload::v0::platform<natload::v0::arch::x64> > >',
// expected (GNU): declared with attribute 'nodiscard'
// expected (Clang): ignoring return value of function declared with 'nodiscard' attribute
#include "firmware.hpp"

void look() {
#ifdef MISTAKE
    verify<my_platform>(my_image);
#else
    (void)verify<my_platform>(my_image);
#endif
}
