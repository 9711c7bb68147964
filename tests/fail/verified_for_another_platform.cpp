// SPDX-License-Identifier: MIT
// expected: loader: this image was verified for another platform; verify it with this loader's verify()
#include "firmware.hpp"

using other_platform = platform<arch::x64, platform_options{.small_int_bits = 63}>;

errc load() {
    loader load_with(my_platform{}, my_ram, my_ram, my_host);
#ifdef MISTAKE
    return load_with.load(*verify<other_platform>(my_image)).error().code;
#else
    return load_with.load(*verify<my_platform>(my_image)).error().code;
#endif
}
