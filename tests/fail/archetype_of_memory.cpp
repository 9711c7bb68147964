// SPDX-License-Identifier: MIT
// Generic code that asks more of a memory than its concept promises does not compile with the archetype.
// expected (GNU): 'class natload::v0::memory::data_archetype<long unsigned int>' has no member named 'in_use'
// expected (Clang): no member named 'in_use' in 'natload::memory::data_archetype<unsigned long>'
#include "firmware.hpp"

#include <natload/memory/archetype.hpp>

template <data_memory<std::uint64_t> Memory>
bool fits(Memory& memory) {
#ifdef MISTAKE
    return memory.in_use() < 100;
#else
    std::uint8_t* const data = memory.allocate(100, 8);
    memory.release(data, 100);
    return data != nullptr;
#endif
}
template bool fits(memory::data_archetype<std::uint64_t>&);
