// SPDX-License-Identifier: MIT
// How often verify reads: an image in memory whose bytes are counted as they are looked at. Whatever an image says of
// itself, that is no more often than its size allows, and so is the time that verify takes.
#pragma once

#include <natload/format/verify.hpp>

#include <cstddef>
#include <cstdint>
#include <span>

namespace natload::testing {

struct counting_input {
    using position = const std::uint8_t*;

    std::size_t* reads = nullptr;

    std::uint32_t byte(position at, position end) const { return ++*reads, in_memory{}.byte(at, end); }
    bool has(position at, position end) const { return ++*reads, in_memory{}.has(at, end); }
    bool has(position at, std::uint32_t size, position end) const { return ++*reads, in_memory{}.has(at, size, end); }
    std::uint8_t operator[](position at) const { return ++*reads, *at; }
    template <std::unsigned_integral T, std::endian Order>
    T load(position at) const {
        *reads += sizeof(T);
        return load_unaligned<T, Order>(at);
    }
};

template <class P>
std::size_t reads_to_verify(std::span<const std::uint8_t> image, trailing rest) {
    std::size_t reads = 0;
    image_walk<typename P::arch, basic_cursor<counting_input>> walk{
        {image.data(), image.data() + image.size(), {&reads}}, {}, nullptr};
    static_cast<void>(detail::read_image<P>(walk, rest));
    return reads;
}

// A byte is looked for, looked at, and, of text and preludes, looked at once more; one more look finds the end.
constexpr std::size_t most_reads(std::size_t size) { return 4 * size + 4; }

}  // namespace natload::testing
