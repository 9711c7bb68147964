// SPDX-License-Identifier: MIT
#pragma once

#include <natload/host/function_table.hpp>
#include <natload/host/name_pool.hpp>
#include <natload/host/native_host.hpp>

namespace natload::inline v0::host {

/// The host of a firmware without an interpreter: its function table and its names. Both outlive it.
template <class Word, class Table, class Names>
class native {
    static_assert(sizeof(Word) == sizeof(std::uintptr_t),
                  "host::native serves the machine it runs on; for another there is host::simulated");

public:
    static constexpr std::size_t table_length = Table::length;
    static constexpr bool copies_names = natload::detail::copies_names<Names>();

    constexpr native(const Table& table, Names& names) : table_(table), names_(names) {}

    const Word* table() const { return static_cast<const Word*>(table_.words()); }
    Word table_address() const { return static_cast<Word>(reinterpret_cast<std::uintptr_t>(table_.words())); }
    constexpr std::uint16_t intern(bytes text) { return names_.intern(text); }
    constexpr void forget(std::uint16_t number) { names_.forget(number); }

private:
    const Table& table_;
    Names& names_;
};

/// The words of this machine, of the type that architectures name them by.
using machine_word = std::conditional_t<sizeof(std::uintptr_t) == 4, std::uint32_t, std::uint64_t>;

template <class Table, class Names>
native(const Table&, Names&) -> native<machine_word, Table, Names>;

static_assert(native_host<native<machine_word, function_table<1, table_entry<0, void*>>, name_pool<1>>, machine_word>);

}  // namespace natload::inline v0::host
