// SPDX-License-Identifier: MIT
// How often verify reads: an image in memory whose bytes are counted as they are looked at. Whatever an image says of
// itself, that is no more often than its size allows, and so is the time that verify takes. And how much is read of a
// source.
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
    using counting_cursor = basic_cursor<counting_input>;
    image_walk<typename P::arch, counting_cursor> walk{
        counting_cursor(image.data(), image.data() + image.size(), {&reads})};
    detail::read_image<P>(walk, rest);
    return reads;
}

// A byte is looked for, looked at, and, of text and preludes, looked at once more; one more look finds the end.
constexpr std::size_t most_reads(std::size_t size) { return 4 * size + 4; }

// Of a file that is read twice: either time, a function is gone through once more for its prelude, and each way there
// and back costs a window; four bytes at least have a prelude.
constexpr std::size_t most_given(std::size_t size, std::size_t window) { return 2 * (2 + 2 * window / 4) * (size + 1); }

// A source that counts the bytes that it gives.
template <class Source>
struct counting_source : Source {
    using Source::Source;

    std::size_t given = 0;

    std::size_t read(std::uint8_t* to, std::size_t size) {
        const std::size_t count = Source::read(to, size);
        given += count <= size ? count : 0;
        return count;
    }
};

}  // namespace natload::testing
