// SPDX-License-Identifier: MIT
#pragma once

#include <natload/memory/arena.hpp>

namespace natload::inline v0::memory {

/// Memory of a machine that is not there: Size bytes that lie, for that machine, at any address.
/// Serves as code and as data memory, in constant expressions too; what it holds can be compared, not called.
/// Alignments up to 16, as that of its address.
template <class Word, std::size_t Size>
class simulated {
public:
    constexpr explicit simulated(Word address) : address_(address) {}
    simulated(const simulated&) = delete;
    simulated& operator=(const simulated&) = delete;

    constexpr std::uint8_t* allocate(std::size_t size, std::size_t alignment) {
        return arena_.allocate(size, alignment);
    }
    constexpr void release(std::uint8_t* data, std::size_t size) { arena_.release(data, size); }
    constexpr void shrink(std::uint8_t* data, std::size_t size, std::size_t less) { arena_.shrink(data, size, less); }
    constexpr Word address(const std::uint8_t* data) const {
        return data == nullptr ? Word{0} : static_cast<Word>(address_ + static_cast<Word>(data - storage_));
    }

    template <class Relocate, class Cache>
    constexpr errc commit(std::uint8_t* code, std::size_t size, Relocate& relocate, Cache& cache) {
        const Word run = address(code);
        if (const errc why = relocate(run); why != errc::none) return why;
        cache.synchronize(run, size);
        return errc::none;
    }

    constexpr std::size_t in_use() { return arena_.in_use(); }

private:
    alignas(16) std::uint8_t storage_[Size] = {};
    arena arena_{storage_};
    Word address_;
};
static_assert(code_memory<simulated<std::uint32_t, 64>, std::uint32_t>);
static_assert(data_memory<simulated<std::uint64_t, 64>, std::uint64_t>);

}  // namespace natload::inline v0::memory
