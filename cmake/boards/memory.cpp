// SPDX-License-Identifier: MIT
// The functions that compilers call even where there is no C library (NATLOAD_FREESTANDING).
#include <cstddef>

extern "C" {

void* memcpy(void* to, const void* from, std::size_t size) {
    for (std::size_t i = 0; i < size; ++i) static_cast<char*>(to)[i] = static_cast<const char*>(from)[i];
    return to;
}

void* memmove(void* to, const void* from, std::size_t size) {
    if (to <= from) return memcpy(to, from, size);
    while (size-- > 0) static_cast<char*>(to)[size] = static_cast<const char*>(from)[size];
    return to;
}

void* memset(void* at, int value, std::size_t size) {
    for (std::size_t i = 0; i < size; ++i) static_cast<char*>(at)[i] = static_cast<char>(value);
    return at;
}

}  // extern "C"
