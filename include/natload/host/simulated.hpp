// SPDX-License-Identifier: MIT
#pragma once

#include <natload/host/name_pool.hpp>
#include <natload/host/native_host.hpp>

namespace natload::inline v0::host {

/// The host of a machine that is not there: a table of Length words that lies, for that machine, at any address.
/// For constant expressions and tests.
template <class Word, std::size_t Length, std::size_t Names = 64, std::size_t Bytes = 2048>
class simulated {
public:
    static constexpr std::size_t table_length = Length;
    static constexpr bool copies_names = Bytes > 0;

    constexpr explicit simulated(Word address) : address_(address) {}

    Word entries[Length] = {};
    name_pool<Names, Bytes> names;

    constexpr const Word* table() const { return entries; }
    constexpr Word table_address() const { return address_; }
    constexpr std::uint16_t intern(bytes text) { return names.intern(text); }
    constexpr void forget(std::uint16_t number) { names.forget(number); }

private:
    Word address_;
};
static_assert(native_host<simulated<std::uint32_t, 1>, std::uint32_t>);
static_assert(native_host<simulated<std::uint64_t, 1>, std::uint64_t>);

}  // namespace natload::inline v0::host
