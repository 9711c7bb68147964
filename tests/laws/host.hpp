// SPDX-License-Identifier: MIT
// What every native host keeps beyond what its concept can say. For a model of your own write a harness:
//   struct my_harness {
//       using word = ...;                               of the machine
//       static constexpr std::size_t capacity = ...;    names that it has room for, at least 3 and at most 99
//       my_host host;                                   with no name interned
//       std::size_t in_use();                           names that it has numbered
//       word entry(std::size_t i);                      what the table was given at i
//   };
//   TEST_CASE_TEMPLATE_INVOKE(host_laws, my_harness);
#pragma once

#include <natload/host/native_host.hpp>

#include <array>
#include <cstdint>
#include <set>
#include <string_view>

#include "support/check_both.hpp"

namespace natload::testing::laws {

inline bytes view(std::string_view text) {
    return {static_cast<const std::uint8_t*>(static_cast<const void*>(text.data())), text.size()};
}

/// Texts that stay where they are: "00", "01" and so on.
inline bytes numbered_text(std::size_t i) {
    static const auto texts = [] {
        std::array<char, 200> all{};
        for (std::size_t n = 0; n < 100; ++n) {
            all[2 * n] = static_cast<char>('0' + n / 10);
            all[2 * n + 1] = static_cast<char>('0' + n % 10);
        }
        return all;
    }();
    return view({texts.data() + 2 * i, 2});
}

TEST_CASE_TEMPLATE_DEFINE("laws of hosts: a name has one number as long as it is in use", H, host_laws) {
    H harness;
    auto& host = harness.host;
    static_assert(native_host<std::remove_reference_t<decltype(host)>, typename H::word>);
    static_assert(H::capacity >= 3 && H::capacity < 100);

    SUBCASE("the same text, the same number; another text, another number") {
        const std::uint16_t first = host.intern(view("first"));
        const std::uint16_t second = host.intern(view("second"));
        CHECK(first >= 166);
        CHECK(second >= 166);
        CHECK(first != second);
        const char elsewhere[] = {'f', 'i', 'r', 's', 't'};
        CHECK(host.intern(view({elsewhere, 5})) == first);
        CHECK(harness.in_use() == 2);

        host.forget(first);  // one of the two interns is left
        CHECK(harness.in_use() == 2);
        const std::uint16_t third = host.intern(view("third"));
        CHECK(third != first);
        CHECK(host.intern(view("first")) == first);
        host.forget(first);
        host.forget(first);
        host.forget(second);
        host.forget(third);
        CHECK(harness.in_use() == 0);
    }

    SUBCASE("texts that begin alike, and no text") {
        std::set<std::uint16_t> numbers;
        for (const std::string_view text : {"", "a", "ab"}) numbers.insert(host.intern(view(text)));
        CHECK(numbers.size() == 3);
        CHECK(numbers.count(0) == 0);
        for (const std::uint16_t number : numbers) host.forget(number);
        CHECK(harness.in_use() == 0);
    }

    SUBCASE("static names are never forgotten") {
        const std::uint16_t number = host.intern(view("name"));
        for (std::uint16_t n = 0; n <= 165; ++n) host.forget(n);
        CHECK(harness.in_use() == 1);
        CHECK(host.intern(view("name")) == number);
    }

    SUBCASE("a full host refuses, changes nothing, and has room again once a name is forgotten") {
        std::array<std::uint16_t, H::capacity> numbers{};
        for (int round = 0; round < 3; ++round) {
            for (std::size_t i = 0; i < H::capacity; ++i) {
                numbers[i] = host.intern(numbered_text(i));
                REQUIRE(numbers[i] >= 166);
            }
            CHECK(std::set(numbers.begin(), numbers.end()).size() == H::capacity);
            CHECK(host.intern(view("zz")) == 0);
            CHECK(host.intern(view("zz")) == 0);
            CHECK(harness.in_use() == H::capacity);
            for (std::size_t i = 0; i < H::capacity; ++i) {
                CHECK(host.intern(numbered_text(i)) == numbers[i]);
                host.forget(numbers[i]);
            }

            host.forget(numbers[1]);
            const std::uint16_t number = host.intern(view("zz"));
            CHECK(number >= 166);
            host.forget(number);
            numbers[1] = host.intern(numbered_text(1));
            for (const std::uint16_t each : numbers) host.forget(each);
            CHECK(harness.in_use() == 0);
        }
    }

    SUBCASE("the table has the words that it was given") {
        const typename H::word* const table = host.table();
        REQUIRE(table != nullptr);
        for (std::size_t i = 0; i < std::remove_reference_t<decltype(host)>::table_length; ++i) {
            CHECK(load_entry(table, i) == harness.entry(i));
        }
        CHECK(host.table_address() != 0);
    }
}

}  // namespace natload::testing::laws
