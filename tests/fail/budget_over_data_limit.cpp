// SPDX-License-Identifier: MIT
// expected: natload: this image can't be loaded; the arguments of refusal::image<...> say why
// expected (GNU): errc::data_limit, natload::v0::refusal::at_offset<0>, natload::v0::refusal::expected<63>,
// expected (GNU): natload::v0::refusal::found<64> >
// expected (Clang): errc::data_limit, natload::refusal::at_offset<0>, natload::refusal::expected<63U>,
// expected (Clang): natload::refusal::found<64U>>
#include "firmware.hpp"

#ifdef MISTAKE
using limited = platform<arch::x64, platform_options{.max_data = 63}>;
#else
using limited = platform<arch::x64, platform_options{.max_data = 64}>;
#endif
/// 2 bytes of code, 60 of bss.
constexpr std::uint8_t with_bss[] = {'M', 6, 2 << 2 | 3, 31, 0, 0, 2 << 3 | 2, 0xc3, 0, 0x40, 60};
static_assert(embedded<limited, with_bss>::budget.data == 64);
