// SPDX-License-Identifier: MIT
#pragma once

#include <natload/memory/arena.hpp>

namespace natload::inline v0::memory {

/// Code memory that is written at one address and runs at another, a constant apart: the same RAM seen
/// through a data bus and an instruction bus. nRF52: WriteBase 0x20000000, RunBase 0x00800000. ESP32-S3: 0x3fc88000
/// and 0x40378000. Takes its blocks from another memory, all of which is in the window.
/// The cache is synchronized at both addresses.
template <class Memory, std::uintptr_t WriteBase, std::uintptr_t RunBase>
class aliased {
public:
    constexpr explicit aliased(Memory& memory) : memory_(memory) {}

    constexpr std::uint8_t* allocate(std::size_t size, std::size_t alignment) {
        return memory_.allocate(size, alignment);
    }
    constexpr void release(std::uint8_t* data, std::size_t size) { memory_.release(data, size); }

    template <class Relocate, class Cache>
    constexpr errc commit(std::uint8_t* code, std::size_t size, Relocate& relocate, Cache& cache) {
        const auto written = memory_.address(code);
        const auto run = static_cast<decltype(written)>(written - WriteBase + RunBase);
        if (const errc why = relocate(run); why != errc::none) return why;
        cache.synchronize(written, size);
        cache.synchronize(run, size);
        return errc::none;
    }

private:
    Memory& memory_;
};
static_assert(code_memory<aliased<arena, 0, 0>, std::uintptr_t>);

}  // namespace natload::inline v0::memory
