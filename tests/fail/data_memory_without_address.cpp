// SPDX-License-Identifier: MIT
// expected: loader: the data memory does not model natload::data_memory for words of this architecture;
// expected: memory/memory_policy.hpp says what it needs
// expected (GNU): the required expression 'm.address(data)' is invalid
// expected (Clang): 'm.address(data)' would be invalid
#include "firmware.hpp"

struct heap {
    std::uint8_t* allocate(std::size_t size, std::size_t alignment) { return my_ram.allocate(size, alignment); }
    void release(std::uint8_t* data, std::size_t size) { my_ram.release(data, size); }
#ifndef MISTAKE
    std::uintptr_t address(const std::uint8_t* data) const { return my_ram.address(data); }
#endif
} data;
loader load_with(my_platform{}, my_ram, data, my_host);
