// SPDX-License-Identifier: MIT
// expected: natload: this image can't be loaded; the arguments of refusal::image<...> say why
// expected (GNU): errc::code_limit, natload::v0::refusal::at_offset<0>, natload::v0::refusal::expected<15>,
// expected (GNU): natload::v0::refusal::found<16> >
// expected (Clang): errc::code_limit, natload::refusal::at_offset<0>, natload::refusal::expected<15U>,
// expected (Clang): natload::refusal::found<16U>>
#include "firmware.hpp"

#ifdef MISTAKE
using limited = platform<arch::x64, platform_options{.max_code = 15}>;
#else
using limited = platform<arch::x64, platform_options{.max_code = 16}>;
#endif
static_assert(embedded<limited, my_image>::budget.code == 16);
