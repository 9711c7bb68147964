// SPDX-License-Identifier: MIT
#pragma once

#include <natload/core/cursor.hpp>
#include <natload/core/section.hpp>

namespace natload::inline v0 {

/// Where relocations are applied and what they add. Sections start on a word's alignment.
template <class Arch>
struct relocation_target {
    using word = typename Arch::word;

    word address[section_count] = {};         // by which machine code reaches each section
    const word* host_entries = nullptr;       // the host's function table
    std::uint8_t* const* writable = nullptr;  // code and rodata, where they can be written now
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
    std::uint32_t place = 0xffffffff;  // a word's index and, in bit 0, its section; outside until the first is read
    errc why = errc::none;
    for (;;) {
        const std::uint32_t head = in.byte();
        if (head >= 0xff) {
            why = errc::none;
            break;
        }

        // What is added: a section's address or, from section_count on, a value of the host's.
        const std::uint32_t of_section = head < 12 ? 1 : 0;
        const std::uint32_t base = of_section != 0 ? head >> 2 : (head >> 1) - 3;
        const std::uint32_t in_a_row = head & of_section << 1;
        why = errc::relocation_target;
        if (base < host_table ? sizes.of[base] == 0 : base - host_table > P::options.host_entries) break;

        // Where: at a new place, or on from the last; and how many in a row.
        why = errc::relocation_outside;
        if ((head & 1) != 0) place = in.vuint();
        const std::uint32_t section = place & 1;
        const std::uint32_t index = place >> 1;
        const std::uint32_t words = sizes.of[section] / word_size;
        if (index >= words || untouched == 0) break;
        std::uint32_t count = 1;
        if (in_a_row != 0) count = in.vuint();
        if (count - 1 >= words - index || count > untouched) break;
        untouched -= count;
        place += 2 * count;

        if (target != nullptr) {
            const word addend =
                base < section_count ? target->address[base] : load_entry(target->host_entries, base - section_count);
            std::uint8_t* at = target->writable[section] + std::size_t{index} * word_size;
            for (; count != 0; --count, at += word_size) {
                store<word, arch::byte_order>(at, static_cast<word>(load<word, arch::byte_order>(at) + addend));
            }
        }
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
