// SPDX-License-Identifier: MIT
// What every memory keeps beyond what its concept can say: allocation. Commit is in code_memory.hpp.
// For a model of your own write a harness:
//   struct my_harness {
//       using word = ...;                                   of the machine
//       static constexpr std::size_t max_alignment = ...;   that it grants
//       my_memory memory;                                   nothing allocated; room for eight blocks of 100 bytes
//       std::size_t in_use();                               bytes taken
//   };
//   TEST_CASE_TEMPLATE_INVOKE(allocation_laws, my_harness);
//   TEST_CASE_TEMPLATE_INVOKE(data_memory_laws, my_harness);     if it is data memory
#pragma once

#include <natload/memory/memory_policy.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <limits>

namespace natload::testing::laws {

/// A block that remembers what was written into it.
struct filled_block {
    std::uint8_t* data = nullptr;
    std::size_t size = 0;
    std::uint8_t pattern = 0;

    void fill(std::uint8_t with) {
        pattern = with;
        std::memset(data, with, size);
    }
    bool holds() const {
        return std::all_of(data, data + size, [&](std::uint8_t byte) { return byte == pattern; });
    }
};

template <class Memory>
filled_block allocate_filled(Memory& memory, std::size_t size, std::uint8_t pattern, std::size_t alignment = 8) {
    filled_block block{memory.allocate(size, alignment), size};
    REQUIRE(block.data != nullptr);
    block.fill(pattern);
    return block;
}

/// The largest block that can be had at once, of those that a test may ask for.
template <class Memory>
std::size_t largest_block(Memory& memory) {
    for (std::size_t size = 4096; size > 0; --size) {
        if (std::uint8_t* const data = memory.allocate(size, 8)) {
            memory.release(data, size);
            return size;
        }
    }
    return 0;
}

TEST_CASE_TEMPLATE_DEFINE("laws of memory: allocation", H, allocation_laws) {
    H harness;
    auto& memory = harness.memory;
    CHECK(harness.in_use() == 0);
    const std::size_t largest = largest_block(memory);
    CHECK(largest >= 100);
    CHECK(harness.in_use() == 0);

    SUBCASE("blocks are aligned") {
        for (std::size_t alignment = 1; alignment <= H::max_alignment; alignment *= 2) {
            for (const std::size_t size : {1u, 2u, 7u, 8u, 9u, 100u}) {
                CAPTURE(alignment);
                CAPTURE(size);
                std::uint8_t* const in_front = memory.allocate(3, 1);
                std::uint8_t* const data = memory.allocate(size, alignment);
                REQUIRE(data != nullptr);
                CHECK(reinterpret_cast<std::uintptr_t>(data) % alignment == 0);
                memory.release(in_front, 3);
                memory.release(data, size);
            }
        }
    }

    SUBCASE("blocks do not overlap, and can be written from end to end") {
        std::array<filled_block, 8> blocks;
        const std::size_t sizes[] = {1, 100, 3, 17, 64, 2, 8, 33};
        for (std::uint8_t i = 0; i < 8; ++i) blocks[i] = allocate_filled(memory, sizes[i], i);
        for (std::uint8_t round = 1; round < 4; ++round) {
            for (const filled_block& block : blocks) CHECK(block.holds());
            for (filled_block& block : blocks) block.fill(static_cast<std::uint8_t>(~block.pattern + round));
        }
        for (const filled_block& block : blocks) memory.release(block.data, block.size);
    }

    SUBCASE("released in any order, all is as it was") {
        std::array<int, 4> order{0, 1, 2, 3};
        do {
            std::array<filled_block, 4> blocks;
            const std::size_t sizes[] = {24, 100, 1, 57};
            for (std::uint8_t i = 0; i < 4; ++i) blocks[i] = allocate_filled(memory, sizes[i], i);
            for (auto at = order.begin(); at != order.end(); ++at) {
                const filled_block& block = blocks[static_cast<std::size_t>(*at)];
                memory.release(block.data, block.size);
                CHECK(std::all_of(at + 1, order.end(),
                                  [&](int i) { return blocks[static_cast<std::size_t>(i)].holds(); }));
            }
            CHECK(harness.in_use() == 0);
        } while (std::next_permutation(order.begin(), order.end()));
    }

    SUBCASE("a refusal changes nothing") {
        const filled_block block = allocate_filled(memory, 50, 0xa5);
        const std::size_t in_use = harness.in_use();
        constexpr std::size_t all = std::numeric_limits<std::size_t>::max();
        for (const std::size_t size : {all, all - 3, all - 7, all - 4095, all / 2 + 1}) {
            for (std::size_t alignment = 1; alignment <= H::max_alignment; alignment *= 2) {
                CHECK(memory.allocate(size, alignment) == nullptr);
            }
        }
        CHECK(harness.in_use() == in_use);
        CHECK(block.holds());
        memory.release(nullptr, 50);  // what a caller does with what it did not get
        CHECK(harness.in_use() == in_use);
        memory.release(block.data, block.size);
    }

    SUBCASE("what lies between blocks can be had again, and is joined") {
        std::array<filled_block, 6> blocks;
        for (std::uint8_t i = 0; i < 6; ++i) blocks[i] = allocate_filled(memory, 40, i);
        for (const std::size_t i : {1u, 3u, 4u}) memory.release(blocks[i].data, 40);
        const std::size_t in_use = harness.in_use();
        for (const std::size_t i : {1u, 3u}) blocks[i] = allocate_filled(memory, i == 3 ? 80 : 40, 0x77);
        for (const std::size_t i : {0u, 1u, 2u, 3u, 5u}) CHECK(blocks[i].holds());
        CHECK(harness.in_use() > in_use);
        for (const std::size_t i : {5u, 0u, 3u, 2u, 1u}) memory.release(blocks[i].data, blocks[i].size);
    }

    CHECK(harness.in_use() == 0);
    CHECK(largest_block(memory) == largest);
}

TEST_CASE_TEMPLATE_DEFINE("laws of data memory: addresses", H, data_memory_laws) {
    using word = typename H::word;
    H harness;
    auto& memory = harness.memory;
    static_assert(data_memory<std::remove_reference_t<decltype(memory)>, word>);
    const auto address = [&](std::uint8_t* data) { return static_cast<word>(memory.address(data)); };

    for (std::size_t alignment = 1; alignment <= H::max_alignment; alignment *= 2) {
        std::uint8_t* const data = memory.allocate(30, alignment);
        REQUIRE(data != nullptr);
        CHECK(address(data) % alignment == 0);
        for (std::uint8_t i = 0; i < 30; ++i) CHECK(address(data + i) == address(data) + i);
        memory.release(data, 30);
    }

    std::uint8_t* const one = memory.allocate(30, 8);
    std::uint8_t* const two = memory.allocate(30, 8);
    REQUIRE(one != nullptr);
    REQUIRE(two != nullptr);
    CHECK((address(one) + 30 <= address(two) || address(two) + 30 <= address(one)));
    memory.release(one, 30);
    memory.release(two, 30);
}

}  // namespace natload::testing::laws
