// SPDX-License-Identifier: MIT
// For boards whose memory is at one address and open to all: what a chip forbids, its buses alone can tell.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace natload::testing::chips {

enum class rights : std::uint8_t { none, data, fetch };

class two_windows {
public:
    static constexpr std::uintptr_t first_base = 0, second_base = 0;
    static constexpr std::size_t size = 16 * 1024;

    two_windows(rights, rights) {}
    two_windows(const two_windows&) = delete;
    two_windows& operator=(const two_windows&) = delete;

    std::uint8_t* first() const { return buffer; }
    std::uint8_t* second() const { return buffer; }
    void allow_first(rights) {}

private:
    alignas(16) static inline std::uint8_t buffer[size];
};

[[noreturn]] inline void bus_error() { std::abort(); }

}  // namespace natload::testing::chips
