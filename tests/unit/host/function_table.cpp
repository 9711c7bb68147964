// SPDX-License-Identifier: MIT
#include <natload/host/function_table.hpp>

#include <array>
#include <cstring>
#include <type_traits>

#include "support/check_both.hpp"

using namespace natload;

namespace {

int twice(int n) { return 2 * n; }
void nothing() {}
std::uint32_t some_data[2] = {1, 2};
struct object;

// By the linker alone: no constructor runs.
constexpr auto constant = host::make_table<5>(host::entry<0>(&twice), host::entry<3>(&some_data[1]));
constinit auto in_any_order =
    host::make_table<4>(host::entry<3>(&nothing), host::entry<0>(std::uintptr_t{~std::uintptr_t{0}}),
                        host::entry<2>(static_cast<const object*>(nullptr)));

template <class Table>
auto words_of(const Table& table) {
    std::array<std::uintptr_t, Table::length> words;
    static_assert(sizeof words == sizeof table);
    std::memcpy(words.data(), table.words(), sizeof words);
    return words;
}

template <class T>
std::uintptr_t word(T* pointer) {
    return reinterpret_cast<std::uintptr_t>(pointer);
}

template <std::size_t... I>
constexpr auto full_table(std::index_sequence<I...>) {
    return host::make_table<sizeof...(I)>(host::entry<I>(std::uintptr_t{I * I})...);
}

}  // namespace

TEST_CASE("each entry lies at its index, and between them is null") {
    CHECK((words_of(constant) == std::array<std::uintptr_t, 5>{word(&twice), 0, 0, word(&some_data[1]), 0}));
    CHECK((words_of(in_any_order) == std::array<std::uintptr_t, 4>{~std::uintptr_t{0}, 0, 0, word(&nothing)}));
}

TEST_CASE("a function is called by the word that stands for it") {
    const auto words = words_of(constant);
    CHECK(reinterpret_cast<int (*)(int)>(words[0])(21) == 42);
    CHECK(*reinterpret_cast<const std::uint32_t*>(words[3]) == 2);
}

TEST_CASE("one word, and a table without a gap") {
    CHECK((words_of(host::make_table<1>(host::entry<0>(std::uintptr_t{7}))) == std::array<std::uintptr_t, 1>{7}));
    const auto words = words_of(full_table(std::make_index_sequence<87>()));
    for (std::size_t i = 0; i < 87; ++i) CHECK(words[i] == i * i);
}

TEST_CASE("a table of functions and data is as large as its words") {
    CHECK_BOTH(sizeof constant == 5 * sizeof(void*));
    CHECK_BOTH(decltype(constant)::length == 5);
    CHECK_BOTH(std::is_trivially_destructible_v<std::remove_const_t<decltype(constant)>>);
}
