// SPDX-License-Identifier: MIT
// A second reader of .mpy files, to compare the library's with: plain, slow, and written from the
// format's description alone. It builds the whole structure, or tells the first wrong field.
//
// Fields are checked in the order of the file; what one field has against it, in the order of `rule`. Some checks wait
// for a later field: those of a text for its NUL, of a native function's prelude for its offset, of its first words for
// the number of children. A relocation: what it adds, whether there is a place, the word under the cursor, the repeat.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <ostream>
#include <span>
#include <string>
#include <vector>

#include "support/isa.hpp"

namespace natload::testing::reference {

enum class rule : std::uint8_t {
    // any field
    truncated,        // the data ends inside it
    vuint_too_large,  // more than 32 bits

    // header
    magic,
    version,
    reserved_bit,
    architecture,    // not one that the host runs; none at all in the scope `linked`
    sub_version,     // not the host's, in a file with an architecture
    small_int_bits,  // more than the host's
    arch_flags,      // not a subset of the host's

    // names and objects
    static_name,  // not 1 to 165
    missing_nul,
    utf8,
    ascii,  // the text of a number
    object_depth,
    object_type,

    // scope `linked`
    objects,
    not_viper,
    children,

    // raw code
    code_depth,
    no_architecture,  // machine code in a file without architecture
    empty_code,       // machine code of no bytes
    code_flags,
    prelude_offset,    // not within the code
    prelude_overruns,  // the code ends inside a field of the prelude, or the source information inside a name
    signature,         // longer than 8 bytes, or scope flags above 15
    sizes,             // longer than 5 bytes
    prelude_name,      // not one of the file's, or a number of more than 32 bits
    no_children,       // children announced, but none or more than an image can hold
    child_count,       // not the first word of a native function's code
    generator_start,   // not within the code

    // relocations
    destination,  // what is added is nothing that the module or the host has
    no_place,     // the first relocation has none
    outside,      // no word of its section is under the cursor, or as many were relocated as the sections hold
    repeat,       // none, or more words than follow or than may still be relocated

    trailing_bytes,
};

enum class scope : std::uint8_t { linked, all };

struct options {
    std::function<bool(isa)> accepts = [](isa) { return true; };
    unsigned sub_version = 3;
    unsigned small_int_bits = 31;
    std::uint32_t arch_flags = 0;
    std::size_t word_size = 4;
    std::size_t host_entries = 87;
    std::size_t object_depth = 32;
    std::size_t code_depth = 32;
    bool allow_trailing = false;
    reference::scope scope = scope::all;
    // Told where each vuint was read and how many bytes it has.
    std::function<void(std::size_t at, std::size_t size)> on_vuint;
};

// Those of a host of this architecture.
options options_of(isa host);

struct header {
    isa architecture = isa::none;
    unsigned sub_version = 0;
    unsigned small_int_bits = 0;
    std::uint32_t arch_flags = 0;
};

struct name {
    std::uint32_t static_number = 0;  // 0: the text counts
    std::string text;
};

struct object {
    unsigned type = 0;
    std::string data;
    std::vector<object> items;
};

struct prelude {
    std::uint32_t n_state = 0;
    std::uint32_t exception_stack = 0;
    std::uint32_t scope_flags = 0;
    std::uint32_t positional = 0;
    std::uint32_t keyword_only = 0;
    std::uint32_t default_positional = 0;
    std::vector<std::uint32_t> names;  // the function's, then its arguments'
    std::size_t source_info = 0;       // bytes
    std::size_t cells = 0;
};

enum class section : std::uint8_t { code, rodata };

struct relocation {
    std::uint32_t offset = 0;  // in the image
    unsigned adds = 0;         // the operation for a single word: 0, 2, 4, 6 to 127
    section where = section::code;
    std::uint32_t first = 0;
    std::uint32_t count = 0;
};

struct relocated_word {
    section where = section::code;
    std::uint32_t index = 0;
    unsigned adds = 0;

    friend bool operator==(const relocated_word&, const relocated_word&) = default;
};

struct raw_code {
    std::uint32_t offset = 0;  // in the image
    unsigned kind = 0;
    std::span<const std::uint8_t> code;
    std::optional<prelude> function;  // kinds 0 and 1
    std::uint32_t prelude_offset = 0;
    std::uint32_t flags = 0;
    std::span<const std::uint8_t> rodata;
    std::uint32_t bss_size = 0;
    std::uint32_t n_pos_args = 0;
    std::uint32_t type_signature = 0;
    std::vector<raw_code> children;
    std::vector<relocation> relocations;

    // Every word that is relocated, in order; twice where it is twice.
    std::vector<relocated_word> words() const;
};

struct image {
    reference::header header;
    std::vector<name> names;
    std::vector<object> objects;
    raw_code root;
    std::size_t used = 0;  // bytes
};

struct error {
    reference::rule rule;
    std::uint32_t offset;

    friend bool operator==(const error&, const error&) = default;
    friend std::ostream& operator<<(std::ostream& out, const error& e) {
        return out << "rule " << static_cast<unsigned>(e.rule) << " at " << e.offset;
    }
};

// One of the two.
struct result {
    std::optional<reference::image> image;
    std::optional<reference::error> error;
};

result read(std::span<const std::uint8_t> image, const options& how);

}  // namespace natload::testing::reference
