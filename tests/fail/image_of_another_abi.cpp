// SPDX-License-Identifier: MIT
// expected: natload: this image can't be loaded; the arguments of refusal::image<...> say why
// expected (GNU): errc::abi, natload::v0::refusal::at_offset<2>,
// expected (GNU): natload::v0::refusal::expected<natload::v0::abi::v6_1>,
// expected (GNU): natload::v0::refusal::found<natload::v0::abi::v6_3> >
// expected (Clang): errc::abi, natload::refusal::at_offset<2>, natload::refusal::expected<natload::abi::v6_1>,
// expected (Clang): natload::refusal::found<natload::abi::v6_3>>
#include "firmware.hpp"

#ifdef MISTAKE
using module_image = embedded<platform<arch::x64, platform_options{.abi = abi::v6_1}>, my_image>;
#else
using module_image = embedded<platform<arch::x64, platform_options{.abi = abi::v6_3}>, my_image>;
#endif
static_assert(module_image::budget.code == 16);
