// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace natload::inline v0::host {

/// One word of a function table: a function, a pointer to data, or an integer as wide as a pointer.
template <std::size_t Index, class T>
struct table_entry {
    static_assert(
        sizeof(T) == sizeof(std::uintptr_t) && (std::is_pointer_v<T> || std::is_integral_v<T>),
        "an entry of a function table is one word: a function, a pointer, or an integer as wide as a pointer");
    static constexpr std::size_t index = Index;
    T value;
};

template <std::size_t Index, class T>
constexpr table_entry<Index, T> entry(T value) {
    return {value};
}

namespace detail {

/// Entries of different indices, each of which overload resolution finds by its index.
template <class... Entries>
struct table_entries : Entries... {};

struct any_entries {
    template <class Entries>
    constexpr any_entries(const Entries&) {}
};

template <std::size_t Index, class T>
constexpr T word_of(const table_entry<Index, T>& found) {
    return found.value;
}
template <std::size_t>
constexpr std::uintptr_t word_of(any_entries) {
    return 0;
}

/// Words in a row, each of its own type: no cast is needed to initialise them, so the linker can.
template <std::size_t Index, std::size_t Length, class Entries>
struct table_words {
    decltype(word_of<Index>(Entries{})) word;
    table_words<Index + 1, Length, Entries> rest;

    constexpr explicit table_words(const Entries& entries) : word(word_of<Index>(entries)), rest(entries) {}
};
template <std::size_t Length, class Entries>
struct table_words<Length - 1, Length, Entries> {
    decltype(word_of<Length - 1>(Entries{})) word;

    constexpr explicit table_words(const Entries& entries) : word(word_of<Length - 1>(entries)) {}
};

template <std::size_t First, std::size_t... Rest>
inline constexpr bool distinct = ((First != Rest) && ...) && distinct<Rest...>;
template <std::size_t First>
inline constexpr bool distinct<First> = true;

}  // namespace detail

/// A firmware's function table: Length words, given by index as ordinary functions and data, the others null.
/// Constant-initialised, so it can lie in flash. Keep it in static storage: modules hold its address.
template <std::size_t Length, class... Entries>
class function_table {
    static_assert(Length > 0 && sizeof...(Entries) > 0, "a function table has at least one entry");
    static_assert(((Entries::index < Length) && ...), "make_table<Length>: an entry's index is not below Length");
    static_assert(detail::distinct<Entries::index...>, "make_table: two entries have the same index");

public:
    static constexpr std::size_t length = Length;

    constexpr explicit function_table(Entries... entries) : words_(detail::table_entries<Entries...>{entries...}) {}

    /// For reading word by word with memcpy.
    const void* words() const { return &words_; }

private:
    using storage = detail::table_words<0, Length, detail::table_entries<Entries...>>;
    static_assert(sizeof(storage) == Length * sizeof(std::uintptr_t));
    storage words_;
};

/// function_table of a length, its entries' types deduced: make_table<87>(entry<50>(&memset), ...).
template <std::size_t Length, class... Entries>
constexpr function_table<Length, Entries...> make_table(Entries... entries) {
    return function_table<Length, Entries...>(entries...);
}

}  // namespace natload::inline v0::host
