// SPDX-License-Identifier: MIT
// expected: loader: the code memory does not model natload::code_memory for words of this architecture;
// expected: memory/memory_policy.hpp says what it needs
// expected (GNU): the required expression 'm.commit(code, n, relocate, cache)' is invalid
// expected (Clang): 'm.commit(code, n, relocate, cache)' would be invalid
#include "firmware.hpp"

struct heap {
    std::uint8_t* allocate(std::size_t size, std::size_t alignment) { return my_ram.allocate(size, alignment); }
    void release(std::uint8_t* data, std::size_t size) { my_ram.release(data, size); }
    std::uintptr_t address(const std::uint8_t* data) const { return my_ram.address(data); }
#ifndef MISTAKE
    template <class Relocate, class Cache>
    errc commit(std::uint8_t* code, std::size_t size, Relocate& relocate, Cache& cache) {
        return my_ram.commit(code, size, relocate, cache);
    }
#endif
} code;
loader load_with(my_platform{}, code, my_ram, my_host);
