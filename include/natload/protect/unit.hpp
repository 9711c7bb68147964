// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>

namespace natload::inline v0::protect {

/// What may be done in a range of memory. Nothing can be written and executed.
enum class rights : std::uint8_t { write, execute, read };  // all of them may be read

/// A block that a unit can protect as a whole. size 0: none.
struct block_shape {
    std::size_t size = 0;
    std::size_t alignment = 1;  // a power of two

    friend constexpr bool operator==(const block_shape&, const block_shape&) = default;
};

/// A memory protection unit with regions, those of them that a firmware hands to natload: it keeps blocks of memory
/// that can be written and not executed, until they are given other rights.
///
/// Required:
///   shape(size)              the least block for `size` bytes, with regions that are free now
///   hold(address, shape)     keeps regions for a block of that shape; false: there are none. Nothing changes yet
///   protect(address, rights) from now on these are the rights of the held block with this address, for all of it
///   drop(address)            of any byte of a held block: it can be written, and no more; its regions are free.
///                            The block; size and address 0: there was none; size 0: it stays as it is
/// Laws (tests/laws/protection_unit.hpp): at no time, not between two stores of the unit either, is anything both
///   writable and executable; what is not held keeps its rights; all that was held is dropped in any order.
/// Models: pmsav7, pmsav8, pmp_user, pmp_locked.
template <class U>
concept protection_unit = requires(U& u, std::size_t size, std::uintptr_t address, block_shape shape, rights now) {
    { u.shape(size) } -> std::same_as<block_shape>;
    { u.hold(address, shape) } -> std::same_as<bool>;
    u.protect(address, now);
    { u.drop(address).address } -> std::convertible_to<std::uintptr_t>;
    { u.drop(address).size } -> std::convertible_to<std::size_t>;
};

/// A block that a unit holds. size 0: none.
struct held_block {
    std::uintptr_t address = 0;
    std::size_t size = 0;

    constexpr bool contains(std::uintptr_t at) const { return at - address < size; }
};

}  // namespace natload::inline v0::protect
