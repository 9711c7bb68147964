// SPDX-License-Identifier: MIT
// A firmware without a mistake. Each source beside this adds one, where MISTAKE is defined.
#pragma once

#include <natload/natload.hpp>

using namespace natload;

using my_platform = platform<arch::x64>;

alignas(16) inline std::uint8_t my_bytes[256];
inline memory::arena my_ram(my_bytes);
inline host::name_pool<4> my_names;
inline std::uint32_t some_data;
inline constexpr auto my_table = host::make_table<87>(host::entry<50>(&some_data));
inline host::native my_host(my_table, my_names);

/// 16 bytes of code for x64, ABI 6.3.
inline constexpr std::uint8_t my_image[] = {'M', 6, 2 << 2 | 3, 31, 0, 0, 0x81, 0x02, 0xc3, 0, 0, 0, 0,
                                            0,   0, 0,          0,  0, 0, 0,    0,    0,    0, 0, 0};
