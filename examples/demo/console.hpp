// SPDX-License-Identifier: MIT
// Printing without a C library: print("code", column{16}, 42u, " bytes at ", hex{address}) is a line.
#pragma once

#include <cstddef>
#include <cstdint>
#include <natload/core/bytes.hpp>

#include "machine.hpp"

namespace console {

/// An address, or a number of so many digits.
struct hex {
    explicit hex(const void* address) : value(reinterpret_cast<std::uintptr_t>(address)) {}
    hex(std::uintptr_t number, int width) : value(number), digits(width) {}

    std::uintptr_t value;
    int digits = sizeof(void*) == 4 ? 8 : 12;
};

/// Spaces up to this column.
struct column {
    std::size_t at;
};

/// A number that ends at this column.
struct right {
    std::size_t end;
    std::size_t value;
};

class line {
public:
    ~line() {
        add('\n');
        text_[size_] = '\0';
        machine::put(text_);
    }

    void add(char c) {
        if (size_ < sizeof text_ - 1) text_[size_++] = c;
    }
    void add(const char* text) {
        while (*text != '\0') add(*text++);
    }
    void add(natload::bytes text) {
        for (const std::uint8_t c : text) add(static_cast<char>(c));
    }
    void add(hex number) {
        add("0x");
        for (int digit = number.digits; digit-- > 0;) add("0123456789abcdef"[number.value >> (4 * digit) & 15]);
    }
    void add(column c) {
        do add(' ');
        while (size_ < c.at);
    }
    void add(right number) {
        std::size_t width = 1;
        for (std::size_t rest = number.value; rest >= 10; rest /= 10) ++width;
        add(column{number.end - width});
        add(number.value);
    }
    void add(std::size_t number) {
        if (number >= 10) add(number / 10);
        add(static_cast<char>('0' + number % 10));
    }

private:
    char text_[160];
    std::size_t size_ = 0;
};

template <class... Parts>
void print(Parts... parts) {
    line l;
    (l.add(parts), ...);
}

}  // namespace console
