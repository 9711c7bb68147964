// SPDX-License-Identifier: MIT
#pragma once

#include <natload/memory/memory_policy.hpp>
#include <natload/protect/unit.hpp>

namespace natload::inline v0::protect {

/// Code memory that a protection unit guards: written and not executable until it is committed, then executable and not
/// writable, until it is released. Takes its blocks from another memory, all of which lies in the unit's pool; the two
/// outlive it.
///
/// A block takes what the unit can protect: shape() tells. What it is rounded up by is cleared, so that nothing old
/// becomes executable with it. A unit without a free region refuses like a memory without room (code_memory).
template <protection_unit Unit, class Memory>
class code {
public:
    constexpr code(Unit& unit, Memory& memory) : unit_(unit), memory_(memory) {}

    /// What a module with so many bytes of code takes of the other memory, if it was loaded now.
    constexpr block_shape shape(std::size_t size) const { return unit_.shape(size); }

    constexpr std::uint8_t* allocate(std::size_t size, std::size_t alignment) {
        const block_shape takes = unit_.shape(size);
        if (takes.size == 0) return nullptr;
        std::uint8_t* const block =
            memory_.allocate(takes.size, alignment > takes.alignment ? alignment : takes.alignment);
        if (block == nullptr) return nullptr;
        if (!unit_.hold(memory_.address(block), takes)) {
            memory_.release(block, takes.size);
            return nullptr;
        }
        clear(block + size, takes.size - size);
        return block;
    }

    constexpr void release(std::uint8_t* block, std::size_t) {
        if (block == nullptr) return;
        const held_block was = unit_.drop(memory_.address(block));
        if (was.size != 0) memory_.release(block, was.size);  // else it stays as it is: pmp_locked
    }

    template <class Relocate, class Cache>
    constexpr errc commit(std::uint8_t* block, std::size_t size, Relocate& relocate, Cache& cache) {
        const auto run = memory_.address(block);
        if (const errc why = relocate(run); why != errc::none) return why;
        cache.synchronize(run, size);
        unit_.protect(run, rights::execute);
        return errc::none;
    }

private:
    Unit& unit_;
    Memory& memory_;
};

}  // namespace natload::inline v0::protect
