// SPDX-License-Identifier: MIT
#include <natload/host/simulated.hpp>

#include "support/check_both.hpp"

using namespace natload;

namespace {

template <class Word>
constexpr bool is_where_it_was_told() {
    host::simulated<Word, 3> h(0x1234);
    h.entries[2] = 7;
    return h.table_address() == 0x1234 && h.table()[2] == 7 && h.table()[0] == 0 && h.table_length == 3;
}

constexpr bool numbers_names() {
    host::simulated<std::uint32_t, 1, 2, 4> h(0);
    std::uint8_t text[] = {'a', 'b'};
    const std::uint16_t number = h.intern(text);
    text[0] = 'x';  // it was copied
    const bool second = h.intern(text) == number + 1 && h.names.in_use() == 2 && h.intern(bytes{}) == 0;
    h.forget(number);
    return second && h.names.in_use() == 1;
}

}  // namespace

TEST_CASE("a table at any address, in words of any width") {
    CHECK_BOTH(is_where_it_was_told<std::uint32_t>());
    CHECK_BOTH(is_where_it_was_told<std::uint64_t>());
}

TEST_CASE("names are numbered and forgotten") { CHECK_BOTH(numbers_names()); }
