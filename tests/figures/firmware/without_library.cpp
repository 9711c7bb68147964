// SPDX-License-Identifier: MIT
// All that the library would use of the firmware is in use, so that it is in this image too.
#include <cstring>

#include "firmware.hpp"

namespace firmware {

word run(bytes image) {
    std::uint8_t* const block = code.allocate(image.size(), 16);
    if (block == nullptr) return 0;
    std::memset(block, 0, image.size());
    std::memcpy(block, image.data(), image.size());
    const std::uint16_t name = the_host.intern(image);
    the_host.forget(name);
    const word result = the_host.table()[block[0]];
    code.release(block, image.size());
    data.release(nullptr, 0);
    return result + name;
}

}  // namespace firmware
