// SPDX-License-Identifier: MIT
// expected: natload: this image can't be loaded; the arguments of refusal::image<...> say why
// expected (GNU): image<natload::v0::errc::architecture, natload::v0::refusal::at_offset<2>,
// expected (GNU): natload::v0::refusal::expected<natload::v0::isa::armv7m>,
// expected (GNU): natload::v0::refusal::found<natload::v0::isa::x64> >
// expected (Clang): image<natload::errc::architecture, natload::refusal::at_offset<2>,
// expected (Clang): natload::refusal::expected<natload::isa::armv7m>, natload::refusal::found<natload::isa::x64>>
#include "firmware.hpp"

#ifdef MISTAKE
using module_image = embedded<platform<arch::armv7m>, my_image>;
#else
using module_image = embedded<my_platform, my_image>;
#endif
static_assert(module_image::budget.code == 16);
