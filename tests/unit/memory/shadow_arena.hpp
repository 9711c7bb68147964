// SPDX-License-Identifier: MIT
// What an arena has to do, written down plainly: for every request the very block that first fit gives, or none.
#pragma once

#include <natload/memory/arena.hpp>

#include <array>
#include <cstddef>
#include <cstdint>

namespace natload::testing {

/// Numbers that look random, the same on every machine and in constant expressions.
class random_numbers {
public:
    constexpr explicit random_numbers(std::uint32_t seed) : state_(seed * 2654435761u + 1) {}
    constexpr std::uint32_t below(std::uint32_t limit) {
        state_ ^= state_ << 13;
        state_ ^= state_ >> 17;
        state_ ^= state_ << 5;
        return state_ % limit;
    }

private:
    std::uint32_t state_;
};

/// The books of an arena, kept apart from its buffer: which bytes are taken, headers included.
template <std::size_t MaxBlocks>
class shadow_arena {
public:
    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    /// `size` as the arena's buffer has it; `position` is the address of its first byte, for alignment.
    constexpr shadow_arena(std::size_t size, std::size_t position) : end_(size / 8 * 8), position_(position) {}

    /// Where in the buffer a block must come to lie; none: nowhere.
    constexpr std::size_t place(std::size_t size, std::size_t alignment) const {
        if (size == 0 || end_ < 8 || size > end_) return none;
        std::size_t start = header;  // of the gap at hand
        for (std::size_t i = 0; i <= count_; ++i) {
            const std::size_t gap_end = i < count_ ? blocks_[i].start : end_ - header;
            std::size_t data = start + header;
            while ((position_ + data) % alignment != 0) ++data;
            if (data - header + rounded(size) <= gap_end) return data;
            if (i < count_) start = blocks_[i].end;
        }
        return none;
    }

    constexpr void add(std::size_t data, std::size_t size) {
        std::size_t at = count_++;
        for (; at > 0 && blocks_[at - 1].start > data; --at) blocks_[at] = blocks_[at - 1];
        blocks_[at] = {data - header, data - header + rounded(size)};
    }

    constexpr void remove(std::size_t data) {
        std::size_t at = 0;
        while (blocks_[at].start != data - header) ++at;
        for (--count_; at < count_; ++at) blocks_[at] = blocks_[at + 1];
    }

    constexpr std::size_t in_use() const {
        std::size_t sum = 0;
        for (std::size_t i = 0; i < count_; ++i) sum += blocks_[i].end - blocks_[i].start;
        return sum;
    }
    constexpr std::size_t count() const { return count_; }

private:
    static constexpr std::size_t header = 4;
    static constexpr std::size_t rounded(std::size_t size) { return (size + header + 7) / 8 * 8; }

    struct range {
        std::size_t start, end;
    };
    std::array<range, MaxBlocks> blocks_{};  // by address
    std::size_t count_ = 0;
    std::size_t end_;
    std::size_t position_;
};

/// Allocates and releases at random and compares every answer with the shadow's; then releases all.
/// The number of blocks that were granted, or 0 at the first difference.
template <std::size_t MaxBlocks>
constexpr std::size_t stress(memory::arena& arena, const std::uint8_t* buffer, std::size_t position, unsigned rounds,
                             unsigned max_size, unsigned max_alignment_bits, std::uint32_t seed) {
    struct block {
        std::uint8_t* data;
        std::size_t size;
        std::uint8_t pattern;
    };
    std::array<block, MaxBlocks> live{};
    std::size_t count = 0;
    std::size_t granted = 0;
    shadow_arena<MaxBlocks> shadow(arena.size(), position);
    random_numbers random(seed);

    for (unsigned round = 0; round < rounds || count > 0; ++round) {
        if (round < rounds && count < MaxBlocks && random.below(5) < 3) {
            const std::size_t size = random.below(max_size + 1);
            const std::size_t alignment = std::size_t{1} << random.below(max_alignment_bits + 1);
            const std::size_t expected = shadow.place(size, alignment);
            std::uint8_t* const data = arena.allocate(size, alignment);
            if ((data == nullptr) != (expected == shadow.none)) return 0;
            if (data == nullptr) continue;
            if (static_cast<std::size_t>(data - buffer) != expected) return 0;
            const auto pattern = static_cast<std::uint8_t>(random.below(256));
            for (std::size_t i = 0; i < size; ++i) data[i] = pattern;
            live[count++] = {data, size, pattern};
            shadow.add(expected, size);
            ++granted;
        } else if (count > 0) {
            block& chosen = live[random.below(static_cast<std::uint32_t>(count))];
            for (std::size_t i = 0; i < chosen.size; ++i) {
                if (chosen.data[i] != chosen.pattern) return 0;
            }
            arena.release(chosen.data, chosen.size);
            shadow.remove(static_cast<std::size_t>(chosen.data - buffer));
            chosen = live[--count];
        }
        if (arena.in_use() != shadow.in_use()) return 0;
    }
    return arena.in_use() == 0 ? granted : 0;
}

}  // namespace natload::testing
