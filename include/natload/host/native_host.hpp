// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>

#include <natload/core/bytes.hpp>

namespace natload::inline v0 {

/// What a module may reach of the firmware: a function table and numbers for names.
///
/// Required:
///   table_length        words in the function table, a compile-time constant
///   table()             the table's words
///   table_address()     the address by which machine code reaches the table
///   intern(text)        a number from 166 to 65535 for a name, the same for the same text; 0: refused, no room
///   forget(number)      undoes one intern; does nothing for static names, which are 1 to 165, nor for 0
/// Optional: copies_names, a constant; true: once a name is interned, its text may go.
/// Laws (tests/laws/host.hpp): a refusal changes nothing; when every intern was undone, all is as before.
/// Models: native, simulated.
template <class H, class Word>
concept native_host = requires(H& host, bytes text, std::uint16_t number) {
    { H::table_length } -> std::convertible_to<std::size_t>;
    { host.table() } -> std::convertible_to<const Word*>;
    { host.table_address() } -> std::convertible_to<Word>;
    { host.intern(text) } -> std::same_as<std::uint16_t>;
    host.forget(number);
};

namespace detail {

template <class H>
constexpr bool copies_names() {
    if constexpr (requires { H::copies_names; }) {
        return H::copies_names;
    } else {
        return false;
    }
}

}  // namespace detail
}  // namespace natload::inline v0
