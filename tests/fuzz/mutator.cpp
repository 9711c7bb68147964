// SPDX-License-Identifier: MIT
// Every other mutation knows the format, so that what it leaves alone keeps its meaning: it replaces a number, drops or
// repeats what lies between two numbers, names another machine, or goes on as another image does. The rest are
// libFuzzer's own.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <random>
#include <utility>
#include <vector>

#include "hostile/mutants.hpp"

using namespace natload::testing;

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t max_size);

namespace {

using image = std::span<const std::uint8_t>;

const number& any(const std::vector<number>& numbers, std::minstd_rand& random) {
    return numbers[random() % numbers.size()];
}

void append(octet_string& to, image part) { to.insert(to.end(), part.begin(), part.end()); }

// The part between two numbers, so often.
octet_string with_part(image data, std::size_t first, std::size_t last, unsigned times) {
    if (first > last) std::swap(first, last);
    octet_string mutant;
    append(mutant, data.first(first));
    for (; times != 0; --times) append(mutant, data.subspan(first, last - first));
    append(mutant, data.subspan(last));
    return mutant;
}

octet_string mutant_of(image data, const std::vector<number>& numbers, std::minstd_rand& random) {
    switch (random() % 8) {
        case 0: return with_part(data, any(numbers, random).at, any(numbers, random).at, 0);
        case 1: return with_part(data, any(numbers, random).at, any(numbers, random).at, 2);
        case 2: {
            octet_string mutant(data.begin(), data.end());
            mutant[2] = static_cast<std::uint8_t>((mutant[2] & 0xc3u) | random() % 16 << 2);
            return mutant;
        }
        default: return with_substitute(data, any(numbers, random), random() % substitutes);
    }
}

}  // namespace

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t max_size,
                                               unsigned seed) {
    std::minstd_rand random(seed);
    const image whole(data, size);
    const std::vector<number> numbers = random() % 2 == 0 ? numbers_of(whole) : std::vector<number>{};
    if (numbers.empty()) return LLVMFuzzerMutate(data, size, max_size);

    const octet_string mutant = mutant_of(whole, numbers, random);
    if (mutant.empty() || mutant.size() > max_size) return LLVMFuzzerMutate(data, size, max_size);
    std::copy(mutant.begin(), mutant.end(), data);
    return mutant.size();
}

extern "C" std::size_t LLVMFuzzerCustomCrossOver(const std::uint8_t* one, std::size_t size, const std::uint8_t* other,
                                                 std::size_t other_size, std::uint8_t* out, std::size_t max_size,
                                                 unsigned seed) {
    std::minstd_rand random(seed);
    const image front(one, size), back(other, other_size);
    const std::vector<number> in_front = numbers_of(front), in_back = numbers_of(back);
    if (in_front.empty() || in_back.empty()) return 0;
    octet_string both;
    append(both, front.first(any(in_front, random).at));
    append(both, back.subspan(any(in_back, random).at));
    if (both.size() > max_size) return 0;
    std::copy(both.begin(), both.end(), out);
    return both.size();
}
