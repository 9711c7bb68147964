// SPDX-License-Identifier: MIT
// An image with one fault: cut short at any byte, with any bit flipped, with any number replaced.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace natload::testing {

// How many of each corpus file are tried: all of a file of some 300 bytes, and the suite takes seconds.
inline constexpr std::size_t mutants_per_file = 3000;

class mutants {
public:
    // Of an image whose numbers (vuints) lie at `numbers`; `limit` of them, spread evenly, if there are more.
    struct number {
        std::size_t at = 0;
        std::size_t size = 0;
    };
    mutants(std::span<const std::uint8_t> image, std::vector<number> numbers, std::size_t limit);

    std::size_t size() const { return size_; }

    // In a block of its own: a sanitizer sees every read beside it.
    std::vector<std::uint8_t> operator[](std::size_t i) const;

private:
    std::span<const std::uint8_t> image_;
    std::vector<number> numbers_;
    std::size_t all_;
    std::size_t size_;
};

// All numbers of an image that the reference reader reads, whatever machine it is for.
std::vector<mutants::number> numbers_of(std::span<const std::uint8_t> image);

}  // namespace natload::testing
