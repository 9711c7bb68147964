// SPDX-License-Identifier: MIT
// Memory for one block at a known address, for code or data: tests know every word that a relocation makes.
#pragma once

#include <natload/core/bytes.hpp>
#include <natload/core/error.hpp>

#include <cstddef>
#include <cstdint>

namespace natload::testing {

template <class Word, std::size_t Size>
class one_block {
public:
    constexpr explicit one_block(Word address) : address_(address) {}
    one_block(const one_block&) = delete;
    one_block& operator=(const one_block&) = delete;

    constexpr std::uint8_t* allocate(std::size_t size, std::size_t) {
        if (size > Size || taken_) return nullptr;
        taken_ = true;
        return storage_;
    }
    constexpr void release(std::uint8_t* data, std::size_t) {
        if (data != nullptr) taken_ = false;
    }
    constexpr Word address(const std::uint8_t* data) const {
        return data == nullptr ? address_ : static_cast<Word>(address_ + static_cast<Word>(data - storage_));
    }

    template <class Relocate, class Cache>
    constexpr errc commit(std::uint8_t*, std::size_t size, Relocate& relocate, Cache& cache) {
        if (const errc why = relocate(address_); why != errc::none) return why;
        cache.synchronize(address_, size);
        return errc::none;
    }

    constexpr bool taken() const { return taken_; }

    // A word of the block, by its index from a byte on.
    template <std::endian Order>
    constexpr Word word(std::size_t index, std::size_t from = 0) const {
        return load_unaligned<Word, Order>(storage_ + from + index * sizeof(Word));
    }

private:
    alignas(16) std::uint8_t storage_[Size] = {};
    bool taken_ = false;
    Word address_;
};

}  // namespace natload::testing
