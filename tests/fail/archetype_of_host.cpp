// SPDX-License-Identifier: MIT
// A host's table is read, not written: that much the concept promises and no more.
// expected (GNU): assignment of read-only location
// expected (Clang): cannot assign to variable 'words' with const-qualified type
#include "firmware.hpp"

#include <natload/host/archetype.hpp>

template <native_host<std::uint64_t> Host>
std::uint64_t first_word(Host& host) {
    const std::uint64_t* const words = host.table();
#ifdef MISTAKE
    words[0] = 0;
#endif
    return words[0];
}
template std::uint64_t first_word(host::archetype<std::uint64_t>&);
