// SPDX-License-Identifier: MIT
#pragma once

#include <type_traits>

namespace natload::inline v0 {

/// What this file is compiled for. All means the same either way, so files of both kinds may be linked.
#if defined(__OPTIMIZE_SIZE__)
inline constexpr bool optimized_for_size = true;
#else
inline constexpr bool optimized_for_size = false;
#endif

/// What a loop has at hand: for speed a copy, which can live in registers, for size the thing itself.
template <class T>
using at_hand = std::conditional_t<optimized_for_size, T&, T>;

/// The same value, of which the compiler, for size, knows nothing any more: it would else write down what follows
/// once more for a value that it knows on one way there.
template <class T>
constexpr T hidden(T value) {
    if (optimized_for_size && !std::is_constant_evaluated()) asm("" : "+r"(value));
    return value;
}

/// The same object, whose address the compiler, for size, finds a register for anew: one for all of a long function is
/// not among those that short instructions reach.
template <class T>
constexpr T& afresh(T& object) {
    return *hidden(&object);
}

}  // namespace natload::inline v0
