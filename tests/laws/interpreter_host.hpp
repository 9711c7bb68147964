// SPDX-License-Identifier: MIT
// What every interpreter host keeps beyond what its concept can say. For a model of your own write a harness:
//   struct my_harness {
//       using word = ...;         of the machine
//       my_interpreter host;      with nothing made, and room for 16 things
//       std::size_t in_use();     objects, tuples and functions that it has made
//   };
//   TEST_CASE_TEMPLATE_INVOKE(interpreter_host_laws, my_harness);
// For a host with a collector, in_use() collects first.
#pragma once

#include <natload/host/interpreter_host.hpp>

#include <set>

#include "laws/host.hpp"

namespace natload::testing::laws {

TEST_CASE_TEMPLATE_DEFINE("laws of interpreters: what was dropped is as if it had never been made", H,
                          interpreter_host_laws) {
    using word = typename H::word;
    H harness;
    auto& host = harness.host;
    static_assert(interpreter_host<std::remove_reference_t<decltype(host)>, word>);

    SUBCASE("every type of constant") {
        std::set<word> made;
        for (const object_type type : {object_type::host_table, object_type::none, object_type::false_value,
                                       object_type::true_value, object_type::ellipsis}) {
            made.insert(host.object(type, {}));
        }
        for (const object_type type : {object_type::integer, object_type::str, object_type::bytes}) {
            made.insert(host.object(type, view("12")));
        }
        made.insert(host.object(object_type::floating, view("1.5")));
        made.insert(host.object(object_type::complex, view("2j")));
        CHECK(made.count(0) == 0);
        for (const word each : made) host.drop(each);
        CHECK(harness.in_use() == 0);
    }

    SUBCASE("a tuple goes with its items, whole or half made") {
        const word outer = host.tuple(3);
        REQUIRE(outer != 0);
        host.set_item(outer, 0, host.object(object_type::str, view("a")));
        const word inner = host.tuple(2);
        host.set_item(outer, 1, inner);
        host.set_item(inner, 0, host.object(object_type::none, {}));
        host.drop(outer);  // before the second item of the inner one and the third of the outer
        CHECK(harness.in_use() == 0);

        const word empty = host.tuple(0);
        CHECK(empty != 0);
        host.drop(empty);
        host.drop(0);
        CHECK(harness.in_use() == 0);
    }

    SUBCASE("functions without children") {
        static constexpr std::uint8_t code[] = {0, 2, 0};
        for (const code_kind kind : {code_kind::bytecode, code_kind::viper, code_kind::assembly}) {
            placed_code<word> placed;
            placed.head = static_cast<std::uint32_t>(kind);
            placed.head |= std::uint32_t{sizeof code} << code_length_shift;
            placed.code_at = code;
            placed.address = 0x1000;
            const word function = host.function(placed);
            CHECK(function != 0);
            host.drop(function);
        }
        CHECK(harness.in_use() == 0);
    }
}

}  // namespace natload::testing::laws
