// SPDX-License-Identifier: MIT
// What every protection unit keeps beyond what its concept can say. For a model of your own write a harness:
//   struct my_harness {
//       my_unit unit;                                       started
//       std::uintptr_t pool();                              where blocks may be, 8 KiB
//       allowed at(std::uintptr_t address);                 what may be done there
//       allowed held;                                       with what is held or never was
//       bool ever_both();                                   anything was ever both writable and executable
//       bool quiet();                                       its registers were stored to with interrupts masked only
//   };
//   TEST_CASE_TEMPLATE_INVOKE(protection_unit_laws, my_harness);
#pragma once

#include <natload/protect/unit.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "support/protection_models.hpp"

namespace natload::testing::laws {

TEST_CASE_TEMPLATE_DEFINE("laws of protection units", H, protection_unit_laws) {
    H harness;
    auto& unit = harness.unit;
    using protect::rights;
    static_assert(protect::protection_unit<std::remove_reference_t<decltype(unit)>>);
    // Places for blocks of at most 1 KiB, far enough apart for any alignment.
    const auto place = [&](std::size_t i) { return harness.pool() + i * 1024; };
    const auto all_are = [&](std::uintptr_t from, std::size_t size, allowed what) {
        for (std::uintptr_t at = from; at != from + size; ++at) {
            if (harness.at(at) != what) return false;
        }
        return true;
    };
    constexpr std::size_t sizes[] = {1,   4,   8,   31,  32,  33,  62,  100,  128, 129,
                                     255, 256, 257, 300, 512, 513, 700, 1000, 1024};

    SUBCASE(
        "a block has room for what was asked, is no larger than its alignment asks for, and wastes less than half") {
        for (const std::size_t size : sizes) {
            CAPTURE(size);
            const protect::block_shape shape = unit.shape(size);
            CHECK(shape.size >= size);
            CHECK((shape.size < 2 * size || shape.size <= 32));
            CHECK((shape.alignment & (shape.alignment - 1)) == 0);
        }
        CHECK(unit.shape(0).size == 0);
        CHECK(unit.shape(SIZE_MAX).size == 0);
    }

    SUBCASE("a block has the rights that it was given, to the byte, and what is beside it keeps its own") {
        for (const std::size_t size : sizes) {
            CAPTURE(size);
            const protect::block_shape shape = unit.shape(size);
            REQUIRE(unit.hold(place(1), shape));
            CHECK(all_are(place(1), shape.size, harness.held));
            for (const rights now : {rights::execute, rights::read}) {
                unit.protect(place(1), now);
                CHECK(all_are(place(1), shape.size, now == rights::execute ? code_only : reading_only));
                CHECK(all_are(place(1) - 64, 64, harness.held));
                CHECK(all_are(place(1) + shape.size, 64, harness.held));
            }
            const protect::held_block dropped = unit.drop(place(1) + shape.size - 1);
            CHECK(dropped.address == place(1));
            CHECK(dropped.size == shape.size);
            CHECK(all_are(place(1), shape.size, harness.held));
            CHECK(unit.drop(place(1)).size == 0);
        }
    }

    SUBCASE("beside one another") {
        const protect::block_shape shape = unit.shape(1024);
        REQUIRE(shape.size == 1024);
        for (std::size_t i = 0; i < 8; ++i) {
            REQUIRE(unit.hold(place(i), shape));
            unit.protect(place(i), rights::execute);
        }
        CHECK(all_are(place(0), 8192, code_only));
        for (const std::size_t i : {0u, 7u, 3u, 4u}) {
            CHECK(unit.drop(place(i)).size == 1024);
            CHECK(all_are(place(i), 1024, harness.held));
        }
        for (const std::size_t i : {1u, 2u, 5u, 6u}) CHECK(all_are(place(i), 1024, code_only));
        for (const std::size_t i : {1u, 2u, 5u, 6u}) unit.drop(place(i));
        CHECK(all_are(place(0), 8192, harness.held));
    }

    SUBCASE("given back in any order") {
        std::array<std::size_t, 4> order{0, 1, 2, 3};
        do {
            for (const std::size_t i : {2u, 0u, 3u, 1u}) {
                REQUIRE(unit.hold(place(i), unit.shape(200 + 100 * i)));
                if (i != 3) unit.protect(place(i), i % 2 == 0 ? rights::execute : rights::read);
            }
            for (const std::size_t i : order) CHECK(unit.drop(place(i)).address == place(i));
            CHECK(all_are(place(0), 8192, harness.held));
        } while (std::next_permutation(order.begin(), order.end()));
    }

    SUBCASE("without a free region there is no block, and what is held stays as it is") {
        std::vector<std::size_t> held;
        std::size_t size = 0;
        for (std::size_t i = 0; i < 64; ++i) {  // of the least size, so that all have a place
            const protect::block_shape shape = unit.shape(32);
            if (shape.size == 0 || !unit.hold(harness.pool() + i * 64, shape)) break;
            unit.protect(harness.pool() + i * 64, rights::execute);
            held.push_back(i);
            size = shape.size;
        }
        CHECK(held.size() >= 8);
        CHECK(held.size() < 64);
        CHECK(unit.shape(32).size == 0);
        CHECK(!unit.hold(place(7), {32, 32}));
        for (const std::size_t i : held) CHECK(all_are(harness.pool() + i * 64, size, code_only));
        for (const std::size_t i : held) unit.drop(harness.pool() + i * 64);
        CHECK(unit.shape(32).size != 0);
    }

    SUBCASE("a block outside of the pool is refused, where there is a pool") {
        if (harness.held == data_only) CHECK(!unit.hold(harness.pool() - 1024, unit.shape(64)));
    }

    CHECK(!harness.ever_both());
    CHECK(harness.quiet());
}

}  // namespace natload::testing::laws
