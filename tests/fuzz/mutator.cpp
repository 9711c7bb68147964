// SPDX-License-Identifier: MIT
// Every other mutation replaces a number of the image, wherever one lies now, so that what follows it keeps its place
// in the format; the rest are libFuzzer's own.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

#include "hostile/mutants.hpp"

using namespace natload::testing;

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t max_size);

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t max_size,
                                               unsigned seed) {
    std::minstd_rand random(seed);
    const std::span<const std::uint8_t> image(data, size);
    const std::vector<number> numbers = random() % 2 == 0 ? numbers_of(image) : std::vector<number>{};
    if (numbers.empty()) return LLVMFuzzerMutate(data, size, max_size);

    const number& n = numbers[random() % numbers.size()];
    octet_string mutant = with_substitute(image, n, random() % substitutes);
    if (mutant.size() > max_size) return LLVMFuzzerMutate(data, size, max_size);
    std::copy(mutant.begin(), mutant.end(), data);
    return mutant.size();
}
