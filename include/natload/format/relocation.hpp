// SPDX-License-Identifier: MIT
#pragma once

#include <natload/core/cursor.hpp>
#include <natload/core/section.hpp>

namespace natload::inline v0 {

/// Where relocations are applied and what they add. Sections start on a word's alignment.
template <class Arch>
struct relocation_target {
    using word = typename Arch::word;

    word address[section_count] = {};    // by which machine code reaches each section
    std::uint8_t* at[2] = {};            // code and rodata, where they can be written now
    const word* host_entries = nullptr;  // the host's function table
};

/// Walks a list of relocations up to its end, 0xff. Each is checked; with a target it is also applied.
/// Before loading (no target) and while loading it is the same code, so bounds hold in both.
/// Relocates no more words than code and rodata hold, so time is linear in list and sections.
template <class P>
constexpr void walk_relocations(cursor& in, const extents& sizes, const relocation_target<typename P::arch>* target) {
    using arch = typename P::arch;
    using word = typename arch::word;
    constexpr std::uint32_t word_size = sizeof(word);
    std::uint32_t untouched = sizes[code_section] / word_size + sizes[rodata_section] / word_size;
    std::uint8_t* at = nullptr;  // the word under the cursor, if there is a target
    std::uint32_t left = 0;      // words from there to the section's end; none before the first place
    errc why = errc::none;
    for (;;) {
        const std::uint32_t head = in.byte();
        if (head >= 0xff) break;

        // What is added: a section's address or, from section_count on, a value of the host's.
        const bool in_section = head < 12;
        const std::uint32_t base = in_section ? head >> 2 : (head >> 1) - 3;
        why = errc::relocation_target;
        if (base < host_table ? sizes.of[base] == 0 : base - host_table > P::options.host_entries) break;

        // Where: at a new place, or on from the last.
        why = errc::relocation_outside;
        if ((head & 1) != 0) {
            const std::uint32_t place = in.vuint();
            const std::uint32_t words = sizes.of[place & 1] / word_size;
            if (place >> 1 >= words) break;
            left = words - (place >> 1);
            if (left > untouched) left = untouched;
            if (target != nullptr) at = target->at[place & 1] + std::size_t{place >> 1} * word_size;
        }
        if (left == 0) break;

        // How many in a row.
        std::uint32_t count = 1;
        if (in_section && (head & 2) != 0) count = in.vuint();
        if (count - 1 >= left) break;
        left -= count;
        untouched -= count;

        if (target != nullptr) {
            const word addend = base < section_count ? target->address[base] : load_entry(target->host_entries, base - section_count);
            for (; count != 0; --count, at += word_size) {
                store<word, arch::byte_order>(at, static_cast<word>(load<word, arch::byte_order>(at) + addend));
            }
        }
        why = errc::none;
    }
    in.refuse(why);
}

/// How many words a list that was checked relocates.
constexpr std::uint32_t count_relocated_words(cursor in) {
    std::uint32_t total = 0;
    for (std::uint32_t head = in.byte(); head < 0xff; head = in.byte()) {
        if ((head & 1) != 0) in.vuint();
        total += head < 12 && (head & 2) != 0 ? in.vuint() : 1;
    }
    return total;
}

}  // namespace natload::inline v0
