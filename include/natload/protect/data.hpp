// SPDX-License-Identifier: MIT
#pragma once

#include <natload/memory/memory_policy.hpp>
#include <natload/protect/unit.hpp>

namespace natload::inline v0::protect {

/// Data memory that a protection unit guards: never executable, as all of the unit's pool, and read-only data is not
/// writable once it is sealed, if the unit had a region to spare when the block was allocated, and the other memory
/// room. Takes its blocks from another memory, all of which lies in the pool; the two outlive it.
///
/// Read-only data lies at the end of the block that the unit can protect, and the rest of the module's data behind it:
/// so each module with read-only data takes up to the unit's rounding more. Where it does not end at the block's
/// alignment, its last bytes are not sealed.
template <protection_unit Unit, class Memory>
class data {
public:
    constexpr data(Unit& unit, Memory& memory) : unit_(unit), memory_(memory) {}

    constexpr std::uint8_t* allocate(std::size_t size, std::size_t alignment) {
        return memory_.allocate(size, alignment);
    }

    constexpr std::uint8_t* allocate(std::size_t size, std::size_t alignment, std::size_t read_only) {
        const std::size_t sealed = read_only & ~(alignment - 1);
        const block_shape takes = sealed != 0 ? unit_.shape(sealed) : block_shape{};
        if (takes.size == 0 || size > PTRDIFF_MAX || (takes.size - sealed) % alignment != 0) {
            return allocate(size, alignment);
        }
        std::uint8_t* const block =
            memory_.allocate(takes.size + (size - sealed), alignment > takes.alignment ? alignment : takes.alignment);
        if (block == nullptr) return allocate(size, alignment);
        if (!unit_.hold(memory_.address(block), takes)) {
            memory_.release(block, takes.size + (size - sealed));
            return allocate(size, alignment);
        }
        return block + (takes.size - sealed);
    }

    constexpr void seal(std::uint8_t* at, std::size_t) { unit_.protect(memory_.address(at), rights::read); }

    constexpr void release(std::uint8_t* at, std::size_t size) {
        if (at == nullptr) return;
        const auto address = memory_.address(at);
        const held_block was = unit_.drop(address);
        if (was.size == 0 && was.address != 0) return;  // sealed for good: pmp_locked
        const std::size_t in_front = was.size != 0 ? static_cast<std::size_t>(address - was.address) : 0;
        memory_.release(at - in_front, in_front + size);
    }

    constexpr auto address(const std::uint8_t* at) const { return memory_.address(at); }

private:
    Unit& unit_;
    Memory& memory_;
};

}  // namespace natload::inline v0::protect
