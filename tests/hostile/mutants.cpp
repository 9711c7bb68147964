// SPDX-License-Identifier: MIT
#include "hostile/mutants.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "support/reference_reader/model.hpp"

namespace natload::testing {

namespace {

std::uint64_t value_of(std::span<const std::uint8_t> vuint) {
    std::uint64_t value = 0;
    for (const std::uint8_t group : vuint) value = value << 7 | (group & 0x7f);
    return value;
}

octet_string vuint_of(std::uint64_t value) {
    octet_string groups{static_cast<std::uint8_t>(value & 0x7f)};
    while ((value >>= 7) != 0) groups.insert(groups.begin(), static_cast<std::uint8_t>(0x80 | (value & 0x7f)));
    return groups;
}

octet_string substitute(std::span<const std::uint8_t> vuint, std::size_t which) {
    const std::uint64_t value = value_of(vuint);
    switch (which) {
        case 0: return vuint_of(0);
        case 1: return vuint_of((value - 1) & 0xffffffff);
        case 2: return vuint_of(value + 1);
        case 3: return vuint_of(value + 8);  // of code: one byte more
        case 4: return vuint_of(0x7fffffff);
        case 5: return vuint_of(0xffffffff);
        case 6: return vuint_of(0x100000000);
        default: {
            octet_string padded(vuint.begin(), vuint.end());
            padded.insert(padded.begin(), 3, 0x80);
            return padded;
        }
    }
}

}  // namespace

mutants::mutants(std::span<const std::uint8_t> image, std::vector<number> numbers, std::size_t limit)
    : image_(image),
      numbers_(std::move(numbers)),
      all_(9 * image.size() + substitutes * numbers_.size()),
      size_(std::min(all_, limit)) {}

octet_string mutants::operator[](std::size_t i) const {
    if (all_ > size_) i = i * all_ / size_;
    if (i < image_.size()) return {image_.begin(), image_.begin() + static_cast<std::ptrdiff_t>(i)};
    i -= image_.size();

    octet_string mutant(image_.begin(), image_.end());
    if (i < 8 * image_.size()) {
        mutant[i / 8] = static_cast<std::uint8_t>(mutant[i / 8] ^ 1u << i % 8);
        return mutant;
    }
    i -= 8 * image_.size();

    return with_substitute(image_, numbers_[i / substitutes], i % substitutes);
}

octet_string with_substitute(std::span<const std::uint8_t> image, const number& n, std::size_t which) {
    const octet_string other = substitute(image.subspan(n.at, n.size), which);
    octet_string mutant(image.begin(), image.begin() + static_cast<std::ptrdiff_t>(n.at));
    mutant.insert(mutant.end(), other.begin(), other.end());
    const auto rest = image.subspan(n.at + n.size);
    mutant.insert(mutant.end(), rest.begin(), rest.end());
    mutant.shrink_to_fit();
    return mutant;
}

std::vector<number> numbers_of(std::span<const std::uint8_t> image) {
    const unsigned architecture = image.size() > 2 ? image[2] >> 2 & 15u : 0u;
    reference::options how = reference::options_of(isa{static_cast<std::uint8_t>(architecture)});
    how.arch_flags = 0xffffffff;
    std::vector<number> numbers;
    how.on_vuint = [&](std::size_t at, std::size_t size) { numbers.push_back({at, size}); };
    static_cast<void>(reference::read(image, how));
    return numbers;
}

}  // namespace natload::testing
