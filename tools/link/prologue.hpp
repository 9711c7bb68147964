// SPDX-License-Identifier: MIT
#pragma once

#include <natload/core/bytes.hpp>
#include <natload/core/isa.hpp>

#include "machine.hpp"

namespace natload::linker {

/// Code that prepares a module's data when it is called first, and then, and ever after, goes on to the module's own
/// entry with the arguments as they were. It works on words of its own, which loading relocates.
struct prologue_code {
    bytes code;
    std::size_t words;      // where the words are: behind the code, or, for Xtensa, in front of it
    std::size_t start = 0;  // of its first instruction

    constexpr prologue_code(const std::uint8_t* first, std::size_t size, std::size_t words_at, std::size_t start_at)
        : code(first, size), words(words_at), start(start_at) {}
};

/// Its words, in this order.
enum prologue_word : unsigned {
    own_entry,
    data_start,   // where initialised variables are
    image_start,  // what they start as: whole words
    image_end,
    constructors_start,  // functions without arguments, to be called in this order
    constructors_end,
    was_called,  // a number of 32 bits, 0 until then
    prologue_words,
};

/// There is one for every architecture.
prologue_code prologue_of(isa architecture);

/// Adds what the live initialised variables and constructors of a program need: the image of the former in read-only
/// data, and the prologue, which becomes the entry. `data` are those variables, placed in bss and in order;
/// `constructors` the atoms of .init_array, in order. Returns the new entry.
symbol& add_prologue(program& p, const machine& target, const prologue_code& code, symbol& own_entry,
                     const std::vector<atom*>& data, const std::vector<atom*>& constructors);

}  // namespace natload::linker
