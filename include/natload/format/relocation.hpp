// SPDX-License-Identifier: MIT
#pragma once

#include <natload/format/image_walk.hpp>

namespace natload::inline v0 {

/// Walks a list of relocations up to its end, 0xff. Each is checked; where the walk has a target it is also applied.
/// Before loading and while loading it is the same code, so bounds hold in both.
/// Relocates no more words than code and rodata hold, so time is linear in list and sections.
template <class P, class Cursor>
constexpr void walk_relocations(image_walk<typename P::arch, Cursor>& walk) {
    using arch = typename P::arch;
    using word = typename arch::word;
    constexpr std::uint32_t word_size = sizeof(word);
    at_hand<Cursor> in = walk.in;
    at_hand<const relocation_target<arch>* const> target = walk.target;
    const extents& sizes = walk.parts.sizes;
    std::uint32_t untouched = sizes[code_section] / word_size + sizes[rodata_section] / word_size;
    std::uint32_t place = 0xffffffff;  // a word's index and, in bit 0, its section; outside until the first is read
    for (;;) {
        const std::uint32_t head = in.byte();
        if (head >= 0xff) break;  // the end, or a refusal

        // What is added: a section's address or, from section_count on, a value of the host's.
        std::uint32_t base = head >> 1;
        std::uint32_t in_a_row = 0;
        if (base < 6) [[likely]] {
            in_a_row = base & 1;
            base >>= 1;
        } else {
            base -= 3;
        }
        const std::uint32_t there = base < host_table ? sizes.of[base] : base - host_table <= P::options.host_entries;
        if (there == 0) {
            in.refuse(errc::relocation_target);
            continue;
        }

        // Where: at a new place, or on from the last; and how many in a row.
        if ((head & 1) != 0) [[likely]] {
            place = in.vuint();
        }
        const std::uint32_t section = place & 1;
        const std::uint32_t index = place >> 1;
        const std::uint32_t words = sizes.of[section] / word_size;
        std::uint32_t places = words;
        if constexpr (P::options.empty_rows) {
            if (in_a_row != 0) places = 0xffffffff;  // an empty row is anywhere
        }
        if (index >= places) {
            in.refuse(errc::relocation_outside);
            continue;
        }
        std::uint32_t count = 1;
        if (in_a_row != 0) {
            count = in.vuint();
            if constexpr (P::options.empty_rows) {
                if (count == 0) {
                    if (in.at_end()) break;
                    continue;
                }
                if (index >= words) {
                    in.refuse(errc::relocation_outside);
                    continue;
                }
            }
            if (count - 1 >= words - index) {
                in.refuse(errc::relocation_outside);
                continue;
            }
        }
        if (count > untouched) {
            in.refuse(errc::relocation_outside);
            continue;
        }

        untouched -= count;
        place += 2 * count;

        if (target != nullptr) {
            std::uint8_t* at = target->writable[section] + std::size_t{index} * word_size;
            word addend;
            if (base < section_count) {
                addend = target->address[base];
            } else {
                addend = load_entry(target->host_entries, base - section_count);
            }
            for (;;) {  // there is one, and most often no other
                store<word, arch::byte_order>(at, static_cast<word>(load<word, arch::byte_order>(at) + addend));
                if (--count == 0) break;
                at += word_size;
            }
        }
    }
    if constexpr (!std::is_reference_v<at_hand<Cursor>>) walk.in = in;
}

/// How many words a list that was checked relocates.
template <class Cursor>
constexpr std::uint32_t count_relocated_words(Cursor in) {
    std::uint32_t total = 0;
    for (std::uint32_t head = in.byte(); head < 0xff; head = in.byte()) {
        if ((head & 1) != 0) in.vuint();
        total += head < 12 && (head & 2) != 0 ? in.vuint() : 1;
    }
    return total;
}

}  // namespace natload::inline v0
