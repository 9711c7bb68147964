// SPDX-License-Identifier: MIT
// What is linked: atoms, the pieces that are kept or dropped as a whole, and the symbols and references between them.
#pragma once

#include <natload/core/section.hpp>
#include <natload/link.hpp>

#include <cstdint>
#include <deque>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "elf.hpp"

namespace natload::linker {

struct atom;

/// What a reference leads to.
struct symbol {
    enum kind_type : std::uint8_t {
        undefined,
        defined,       // at `value` in an atom
        absolute,      // `value` itself
        table_of_got,  // the origin of the global offset table
        table_of_names,
        table_of_host,  // the host's function table
        host_entry,     // entry `value` of that table
    };

    std::string name;
    kind_type kind = undefined;
    bool weak = false;
    bool common = false;
    atom* in = nullptr;
    std::uint64_t value = 0;
    std::string_view object;  // that defines it

    bool is_fixed() const { return kind == absolute || (kind == undefined && weak); }
};

/// Why a reference can't be, which matters if it is in what is kept.
enum class flaw : std::uint8_t { none, unknown_type, thread_local_storage };

/// A relocation of an atom. What it computes may be changed when its instruction is.
struct reference {
    std::uint64_t offset = 0;
    std::uint32_t type = 0;
    link::formula computes = link::formula::nothing;
    symbol* to = nullptr;
    std::int64_t addend = 0;
    linker::flaw flaw = flaw::none;
    const atom* origin = nullptr;  // that it was read for, if another one has it now
};

enum class role : std::uint8_t {
    literals,  // before the text that loads from them
    text,
    rodata,
    constructors,  // .init_array, .ctors: words, each the address of a function
    data,
    bss,
};

/// A section of an object, or a mergeable piece of one.
struct atom {
    std::string_view object;
    std::string section;
    linker::role role = role::text;
    std::vector<std::uint8_t> contents;  // none for bss
    std::uint64_t size = 0;
    std::uint64_t alignment = 1;
    std::vector<reference> references;
    bool live = false;
    bool in_code = false;   // a variable that lies behind the code, which reaches it relatively
    bool is_image = false;  // of variables, which are elsewhere when they are used

    // Where the module has it.
    natload::section place = code_section;
    std::uint64_t address = 0;
};

/// An object whose contents have become atoms and symbols.
struct object {
    std::string name;
    elf::object_file elf;
    std::vector<symbol*> symbols;  // by their numbers in the file
};

/// Everything that is linked. Deques, so that pointers stay good.
struct program {
    std::deque<object> objects;
    std::deque<atom> atoms;
    std::deque<symbol> symbols;
    std::map<std::string, symbol*, std::less<>> globals;
    std::set<std::string> group_signatures;  // of the groups that are in
    std::map<std::pair<std::uint64_t, std::vector<std::uint8_t>>, atom*> merged;
    std::string interface;           // the words of the interface that the module is for
    std::vector<std::string> names;  // that the objects number; the module's own is 0 and not among them
};

}  // namespace natload::linker
