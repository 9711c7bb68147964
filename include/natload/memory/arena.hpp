// SPDX-License-Identifier: MIT
#pragma once

#include <natload/memory/memory_policy.hpp>

namespace natload::inline v0::memory {

/// Blocks out of one buffer that the firmware owns: any number of them, released in any order.
/// Serves as code memory where the buffer is executable as it is, and as data memory.
///
/// The buffer is aligned to 8 (16 wastes least) and smaller than 2 GiB. A block costs a 4-byte header in front
/// of it and is rounded up to 8 bytes. First fit; free neighbours join; linear in the number of blocks.
/// The arena outlives its blocks. In a constant expression the buffer counts as aligned to any power of two.
class arena {
public:
    constexpr arena(std::uint8_t* buffer, std::size_t size)
        : buffer_(buffer), end_(size < 2 * header_size ? 0 : (size & ~std::size_t{7}) - header_size) {}
    template <std::size_t N>
    constexpr explicit arena(std::uint8_t (&buffer)[N]) : arena(buffer, N) {}
    arena(const arena&) = delete;
    arena& operator=(const arena&) = delete;

    constexpr std::uint8_t* allocate(std::size_t size, std::size_t alignment) {
        if (size - 1 >= end_) return nullptr;
        const std::size_t needed = align_up(size + header_size, std::size_t{8});
        std::size_t room = 0;
        for (std::size_t at = first(); at < end_; at += room) {
            room = extent(at);
            if (used(at)) continue;
            while (at + room < end_ && !used(at + room)) room += extent(at + room);
            // Bytes to leave free in front, so that what follows the header is aligned.
            const std::size_t gap = -position(at + header_size) & (alignment - 1);
            if (room < gap || room - gap < needed) continue;
            return take(at, room, gap, needed);
        }
        return nullptr;
    }

    constexpr void release(std::uint8_t* data, std::size_t) {
        if (data == nullptr) return;
        const auto at = static_cast<std::size_t>(data - buffer_) - header_size;
        set(at, extent(at), false);
    }

    constexpr void shrink(std::uint8_t* data, std::size_t, std::size_t less) {
        const auto at = static_cast<std::size_t>(data - buffer_) - header_size;
        const std::size_t needed = align_up(less + header_size, std::size_t{8});
        if (const std::size_t rest = extent(at) - needed; rest != 0) set(at + needed, rest, false);
        set(at, needed, true);
    }

    std::uintptr_t address(const std::uint8_t* data) const { return reinterpret_cast<std::uintptr_t>(data); }

    template <class Relocate, class Cache>
    errc commit(std::uint8_t* code, std::size_t size, Relocate& relocate, Cache& cache) {
        const std::uintptr_t run = address(code);
        if (const errc why = relocate(run); why != errc::none) return why;
        cache.synchronize(run, size);
        return errc::none;
    }

    /// All of the buffer is writable anyway.
    template <class Relocate, class Cache>
    errc commit(std::uint8_t* code, std::size_t size, std::uint32_t, Relocate& relocate, Cache& cache) {
        return commit(code, size, relocate, cache);
    }

    /// Bytes taken, headers included.
    constexpr std::size_t in_use() {
        std::size_t sum = 0;
        for (std::size_t at = first(); at < end_; at = next(at)) {
            if (used(at)) sum += extent(at);
        }
        return sum;
    }

    /// Bytes of the buffer that it makes use of.
    constexpr std::size_t size() const { return end_ == 0 ? 0 : end_ + header_size; }

private:
    // The buffer is a row of extents, each a header (size in bytes, a multiple of 8; bit 0: used) and what
    // it describes. Headers lie 4 below a multiple of 8, so that blocks are aligned to 8 and none is wasted.
    static constexpr std::size_t header_size = 4;

    constexpr std::size_t first() {
        if (!formatted_ && end_ != 0) {
            set(header_size, end_ - header_size, false);
            formatted_ = true;
        }
        return header_size;
    }
    constexpr std::size_t next(std::size_t at) const { return at + extent(at); }
    constexpr std::size_t extent(std::size_t at) const { return load<std::uint32_t>(buffer_ + at) & ~1u; }
    constexpr bool used(std::size_t at) const { return (load<std::uint32_t>(buffer_ + at) & 1) != 0; }
    constexpr void set(std::size_t at, std::size_t extent, bool used) {
        store(buffer_ + at, static_cast<std::uint32_t>(extent | std::size_t{used}));
    }

    constexpr std::size_t position(std::size_t at) const {
        return std::is_constant_evaluated() ? at : static_cast<std::size_t>(address(buffer_ + at));
    }

    /// Splits free room into free gap, used block and free rest.
    constexpr std::uint8_t* take(std::size_t at, std::size_t room, std::size_t gap, std::size_t needed) {
        const std::size_t rest = room - gap - needed;
        if (gap != 0) set(at, gap, false);
        at += gap;
        set(at, needed, true);
        if (rest != 0) set(at + needed, rest, false);
        return buffer_ + at + header_size;
    }

    std::uint8_t* buffer_;
    std::size_t end_;         // of the last extent; 0: no room for any
    bool formatted_ = false;  // lazily, so that an arena can be constant-initialised
};
static_assert(variable_code_memory<arena, std::uintptr_t> && data_memory<arena, std::uintptr_t>);

}  // namespace natload::inline v0::memory
