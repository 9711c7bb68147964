// SPDX-License-Identifier: MIT
// An image with one fault: cut short at any byte, with any bit flipped, with any number replaced.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace natload::testing {

using octet_string = std::vector<std::uint8_t>;

// Where a number (a vuint) lies.
struct number {
    std::size_t at = 0;
    std::size_t size = 0;
};

// All numbers of an image that the reference reader reads, whatever machine it is for.
std::vector<number> numbers_of(std::span<const std::uint8_t> image);

// The image with another number in that place: none, one more or less, a huge one, the same with padding and so on.
inline constexpr std::size_t substitutes = 8;
octet_string with_substitute(std::span<const std::uint8_t> image, const number& n, std::size_t which);

// How many of each corpus file are tried: all of a file of some 300 bytes, and the suite takes seconds.
#if defined(NATLOAD_TEST_SLOW)
inline constexpr std::size_t mutants_per_file = 300;
#else
inline constexpr std::size_t mutants_per_file = 3000;
#endif

class mutants {
public:
    // Of an image with these numbers; `limit` of them, spread evenly, if there are more.
    mutants(std::span<const std::uint8_t> image, std::vector<number> numbers, std::size_t limit);

    std::size_t size() const { return size_; }

    // In a block of its own: a sanitizer sees every read beside it.
    octet_string operator[](std::size_t i) const;

private:
    std::span<const std::uint8_t> image_;
    std::vector<number> numbers_;
    std::size_t all_;
    std::size_t size_;
};

}  // namespace natload::testing
