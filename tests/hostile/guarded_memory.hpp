// SPDX-License-Identifier: MIT
// Memory for one block between two guards, for code or data: tells whether anything beside the block was written.
#pragma once

#include <natload/core/bytes.hpp>
#include <natload/core/error.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace natload::testing {

template <class Word>
class guarded_memory {
public:
    // The block lies at an address of the simulated machine; more than `room` bytes are refused.
    guarded_memory(Word address, std::size_t room) : address_(address), room_(room) {}
    guarded_memory(const guarded_memory&) = delete;
    guarded_memory& operator=(const guarded_memory&) = delete;

    std::uint8_t* allocate(std::size_t size, std::size_t alignment) {
        if (size == 0 || size > room_ || taken_) return nullptr;
        size_ = size;
        alignment_ = alignment;
        taken_ = true;
        line soiled;
        std::fill_n(soiled.bytes, guard, pattern);
        lines_.assign((size + guard - 1) / guard + 2, soiled);
        return block();
    }

    void release(std::uint8_t* data, std::size_t size) {
        if (data == nullptr) return;
        intact_ = intact_ && taken_ && data == block() && size == size_ && guards_are_whole();
        taken_ = false;
    }

    Word address(const std::uint8_t* data) const {
        return data == nullptr ? Word{0} : static_cast<Word>(address_ + static_cast<Word>(data - lines_[1].bytes));
    }

    template <class Relocate, class Cache>
    errc commit(std::uint8_t* code, std::size_t size, Relocate& relocate, Cache& cache) {
        const Word run = address(code);
        if (const errc why = relocate(run); why != errc::none) return why;
        cache.synchronize(run, size);
        return errc::none;
    }

    bool taken() const { return taken_; }
    // What was asked for last.
    std::size_t size() const { return size_; }
    std::size_t alignment() const { return alignment_; }
    // Nothing was written beside a block, and what was released is what was allocated.
    bool intact() const { return intact_; }

private:
    static constexpr std::size_t guard = 64;
    static constexpr std::uint8_t pattern = 0xa5;
    struct alignas(guard) line {
        std::uint8_t bytes[guard];
    };

    std::uint8_t* block() { return lines_[1].bytes; }

    bool guards_are_whole() {
        const std::uint8_t* const begin = lines_.front().bytes;
        const std::uint8_t* const end = lines_.back().bytes + guard;
        const auto whole = [](std::uint8_t byte) { return byte == pattern; };
        return std::all_of(begin, begin + guard, whole) && std::all_of(begin + guard + size_, end, whole);
    }

    Word address_;
    std::size_t room_;
    std::vector<line> lines_;
    std::size_t size_ = 0;
    std::size_t alignment_ = 0;
    bool taken_ = false;
    bool intact_ = true;
};

}  // namespace natload::testing
