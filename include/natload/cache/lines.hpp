// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>

namespace natload::inline v0::cache {

/// Calls visit(address) for each line of a cache that a range touches, in order, with the address of the line's start.
/// `line` is a power of two. Nothing for an empty range; a range may end where the address space does.
template <class Word, class Visit>
[[gnu::always_inline]] constexpr void for_each_line(Word address, std::size_t size, Word line, Visit&& visit) {
    if (size == 0) return;
    const Word first = address & ~(line - 1);
    const Word last = static_cast<Word>(address + static_cast<Word>(size - 1)) & ~(line - 1);
    for (Word at = first;; at = static_cast<Word>(at + line)) {
        visit(at);
        if (at == last) return;
    }
}

}  // namespace natload::inline v0::cache
