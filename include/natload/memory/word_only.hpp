// SPDX-License-Identifier: MIT
#pragma once

#include <natload/memory/staged.hpp>

namespace natload::inline v0::memory {

/// Writes aligned words to this machine's own memory, and nothing else.
struct direct_words {
    void write(std::uintptr_t address, std::uint32_t value) const {
        *reinterpret_cast<volatile std::uint32_t*>(address) = value;
    }
};

/// A region of code memory that takes aligned 32-bit stores only and need not be readable: the instruction RAM of
/// ESP8266 and ESP32. A target for memory::staged. Keeps its books elsewhere: of at most Blocks blocks at a time.
/// First fit, linear in the number of blocks. Bus::write(address, word) stores; see direct_words.
/// The loader reads nothing there, and rodata and tables are in the data memory. A module that has constants in its
/// code reads them itself: only by words, if that is all the machine can do.
template <std::size_t Blocks, class Word = std::uintptr_t, class Bus = direct_words>
class word_only {
public:
    /// The region [address, address + size); both multiples of 4, the address not 0.
    constexpr word_only(Word address, std::size_t size, Bus bus = {}) : address_(address), size_(size), bus_(bus) {}
    word_only(const word_only&) = delete;
    word_only& operator=(const word_only&) = delete;

    constexpr Word reserve(std::size_t size, std::size_t alignment) {
        if (count_ == Blocks || size == 0) return 0;
        // Gap by gap: in front of each block, then behind the last. Offsets are from the region's start.
        std::size_t start = 0;
        for (std::size_t i = 0; i <= count_; ++i) {
            const std::size_t end = i < count_ ? blocks_[i].at : size_;
            const std::size_t at =
                start + (static_cast<std::size_t>(-(address_ + static_cast<Word>(start))) & (alignment - 1));
            if (at <= end && size <= end - at) {
                for (std::size_t j = count_; j > i; --j) blocks_[j] = blocks_[j - 1];
                blocks_[i] = {at, size};
                ++count_;
                return static_cast<Word>(address_ + static_cast<Word>(at));
            }
            if (i < count_) start = blocks_[i].at + blocks_[i].size;
        }
        return 0;
    }

    constexpr void give_back(Word address, std::size_t) {
        for (std::size_t i = 0; i < count_; ++i) {
            if (address_ + static_cast<Word>(blocks_[i].at) != address) continue;
            --count_;
            for (; i < count_; ++i) blocks_[i] = blocks_[i + 1];
        }
    }

    constexpr errc program(Word address, const std::uint8_t* data, std::size_t size) {
        for (std::size_t i = 0; i < size; i += sizeof(std::uint32_t)) {
            bus_.write(static_cast<Word>(address + static_cast<Word>(i)), load<std::uint32_t>(data + i));
        }
        return errc::none;
    }

    /// The address itself, as a pointer that nobody reads through.
    std::uint8_t* handle(Word address) const {
        return reinterpret_cast<std::uint8_t*>(static_cast<std::uintptr_t>(address));
    }
    Word address_of(const std::uint8_t* handle) const {
        const auto address = static_cast<Word>(reinterpret_cast<std::uintptr_t>(handle));
        return address - address_ < size_ ? address : Word{0};
    }

    /// Bytes taken.
    constexpr std::size_t in_use() const {
        std::size_t sum = 0;
        for (std::size_t i = 0; i < count_; ++i) sum += blocks_[i].size;
        return sum;
    }

private:
    struct range {
        std::size_t at;
        std::size_t size;
    };

    Word address_;
    std::size_t size_;
    [[no_unique_address]] Bus bus_;
    range blocks_[Blocks] = {};
    std::size_t count_ = 0;
};
static_assert(program_target<word_only<1>, std::uintptr_t>);

}  // namespace natload::inline v0::memory
