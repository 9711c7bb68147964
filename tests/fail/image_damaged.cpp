// SPDX-License-Identifier: MIT
// expected: natload: this image can't be loaded; the arguments of refusal::image<...> say why
// expected (GNU): image<natload::v0::errc::static_name, natload::v0::refusal::at_offset<6> >
// expected (Clang): image<natload::errc::static_name, natload::refusal::at_offset<6>>
#include "firmware.hpp"

#ifdef MISTAKE
constexpr std::uint8_t name = 166;
#else
constexpr std::uint8_t name = 7;
#endif
constexpr std::uint8_t damaged[] = {
    'M', 6, 2 << 2 | 3, 31, 1, 0, 0x80 | (name << 1 | 1) >> 7, (name << 1 | 1) & 0x7f, 10, 0xc3, 0};
static_assert(embedded<my_platform, damaged>::budget.code == 1);
