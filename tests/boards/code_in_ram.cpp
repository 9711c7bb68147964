// SPDX-License-Identifier: MIT
// Machine code that the program itself wrote into RAM runs on this board: what every loader needs.
#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "machine_code.hpp"

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace {

using function = int(int, int);

template <std::size_t Size>
function* write_code(const std::uint8_t (&code)[Size]) {
#if defined(__linux__)
    static void* const memory = mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    mprotect(memory, 4096, PROT_READ | PROT_WRITE);
#else
    alignas(16) static std::uint8_t memory[16];
    static_assert(Size <= sizeof memory);
#endif
    auto* const begin = static_cast<char*>(static_cast<void*>(memory));
    std::memcpy(begin, code, Size);
#if defined(__linux__)
    mprotect(memory, 4096, PROT_READ | PROT_EXEC);
#endif
    __builtin___clear_cache(begin, begin + Size);
    auto address = reinterpret_cast<std::uintptr_t>(begin);
#if defined(__thumb__)
    address |= 1;
#endif
    return reinterpret_cast<function*>(address);
}

}  // namespace

TEST_CASE("code written into RAM runs") {
    CHECK(write_code(add_code)(40, 2) == 42);
    CHECK(write_code(add_code)(-1, 1) == 0);
}

TEST_CASE("code written over other code runs") {
    CHECK(write_code(add_code)(40, 2) == 42);
    CHECK(write_code(sub_code)(40, 2) == 38);
    CHECK(write_code(add_code)(40, 2) == 42);
}
