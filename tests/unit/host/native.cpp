// SPDX-License-Identifier: MIT
#include <natload/host/native.hpp>

#include <cstring>
#include <type_traits>

#include "support/check_both.hpp"

using namespace natload;

namespace {

std::uintptr_t add(std::uintptr_t a, std::uintptr_t b) { return a + b; }

constexpr auto table = host::make_table<10>(host::entry<4>(&add));
constinit host::name_pool<2> names;
constinit host::native the_host(table, names);  // no constructor runs

}  // namespace

TEST_CASE("words are those of this machine") {
    CHECK_BOTH(sizeof(host::machine_word) == sizeof(void*));
    CHECK_BOTH(
        (std::is_same_v<host::machine_word, std::uint32_t> || std::is_same_v<host::machine_word, std::uint64_t>));
    CHECK_BOTH(decltype(the_host)::table_length == 10);
}

TEST_CASE("machine code reaches the table where it lies, and a function by its entry") {
    CHECK(the_host.table_address() == reinterpret_cast<std::uintptr_t>(&table));
    const host::machine_word word = load_entry(the_host.table(), 4);
    CHECK(word == reinterpret_cast<std::uintptr_t>(&add));
    CHECK(reinterpret_cast<std::uintptr_t (*)(std::uintptr_t, std::uintptr_t)>(word)(40, 2) == 42);
    CHECK(load_entry(the_host.table(), 9) == 0);
}

TEST_CASE("names are those of the pool") {
    static const std::uint8_t text[] = {'a', 'b'};
    const std::uint16_t number = the_host.intern(text);
    CHECK(number == 166);
    CHECK(names.text(number).data() == text);
    CHECK(names.in_use() == 1);
    the_host.forget(number);
    CHECK(names.in_use() == 0);
}
