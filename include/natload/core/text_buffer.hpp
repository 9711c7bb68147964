// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>

namespace natload::inline v0 {

/// Text put together without allocation. What does not fit is left out; it always ends with a NUL.
template <std::size_t Capacity>
class text_buffer {
public:
    constexpr const char* c_str() const { return text_; }
    constexpr std::size_t size() const { return size_; }

    constexpr text_buffer& add(const char* text) {
        while (*text != 0) add(*text++);
        return *this;
    }
    constexpr text_buffer& add(char c) {
        if (size_ < Capacity) text_[size_++] = c;
        return *this;
    }
    constexpr text_buffer& decimal(std::uint32_t value) { return digits(value, 10); }
    constexpr text_buffer& hex(std::uint32_t value) { return add("0x").digits(value, 16); }

private:
    constexpr text_buffer& digits(std::uint32_t value, std::uint32_t base) {
        char reversed[10] = {};
        std::size_t n = 0;
        do {
            reversed[n++] = "0123456789abcdef"[value % base];
            value /= base;
        } while (value != 0);
        while (n != 0) add(reversed[--n]);
        return *this;
    }

    char text_[Capacity + 1] = {};
    std::size_t size_ = 0;
};

}  // namespace natload::inline v0
