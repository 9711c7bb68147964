// SPDX-License-Identifier: MIT
#pragma once

#include <natload/core/section.hpp>

#include <compare>
#include <map>
#include <utility>
#include <vector>

#include "model.hpp"

namespace natload::linker {

/// Where something is at run time: a section's address, or an entry of the host's table, and an offset from it.
struct destination {
    /// Of things whose value is known now.
    static constexpr unsigned fixed = ~0u;

    unsigned base = fixed;  // a natload::section, or section_count + i: the value of entry i
    std::uint64_t offset = 0;
};

/// What a symbol stands for, the same for two symbols that mean the same.
struct identity {
    symbol::kind_type kind;
    atom* in;
    std::uint64_t value;

    friend auto operator<=>(const identity&, const identity&) = default;
};

inline identity identity_of(const symbol& s) { return {s.kind, s.in, s.kind == symbol::undefined ? 0 : s.value}; }

/// What the linker adds to the code, and where.
struct made {
    std::uint64_t got = 0;
    std::map<identity, std::uint64_t> slots;
    std::vector<std::pair<identity, std::uint64_t>> ordered_slots;
    std::map<identity, std::uint64_t> stubs;  // jumps to what is not in the code
};

inline destination destination_of(const identity& what, const made& m) {
    switch (what.kind) {
        case symbol::undefined: return {destination::fixed, 0};
        case symbol::absolute: return {destination::fixed, what.value};
        case symbol::defined: return {what.in->place, what.in->address + what.value};
        case symbol::table_of_got: return {code_section, m.got};
        case symbol::table_of_names: return {name_table, what.value};
        case symbol::table_of_host: return {host_table, what.value};
        case symbol::host_entry: return {section_count + static_cast<unsigned>(what.value), 0};
    }
    return {};
}

}  // namespace natload::linker
