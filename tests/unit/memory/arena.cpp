// SPDX-License-Identifier: MIT
#include <natload/memory/arena.hpp>

#include <cstring>
#include <limits>
#include <type_traits>

#include "support/check_both.hpp"
#include "unit/memory/shadow_arena.hpp"

using namespace natload;
using natload::testing::random_numbers;
using natload::testing::stress;

namespace {

constexpr std::size_t all = std::numeric_limits<std::size_t>::max();

#ifdef NATLOAD_TEST_SLOW
constexpr unsigned runs = 3;
#else
constexpr unsigned runs = 60;
#endif

template <std::size_t Size>
constexpr bool stress_small(unsigned rounds) {
    alignas(16) std::uint8_t buffer[Size] = {};
    memory::arena arena(buffer);
    std::size_t position = 0;
    if (!std::is_constant_evaluated()) position = arena.address(buffer);
    return stress<8>(arena, buffer, position, rounds, Size / 3, 6, 1) > rounds / 4;
}

// The largest block of a buffer of Size bytes.
template <std::size_t Size>
constexpr std::size_t capacity() {
    alignas(16) std::uint8_t buffer[Size] = {};
    memory::arena arena(buffer);
    for (std::size_t size = Size; size > 0; --size) {
        if (std::uint8_t* const data = arena.allocate(size, 1)) {
            for (std::size_t i = 0; i < size; ++i) data[i] = 0xff;
            arena.release(data, size);
            return arena.in_use() == 0 ? size : all;
        }
    }
    return arena.in_use();
}

constexpr bool releases_of_null_do_nothing() {
    alignas(16) std::uint8_t buffer[64] = {};
    memory::arena arena(buffer);
    arena.release(nullptr, 0);
    arena.release(nullptr, 100);
    return arena.in_use() == 0 && arena.allocate(40, 8) != nullptr;
}

constinit memory::arena in_static_storage(nullptr, 0);

}  // namespace

TEST_CASE("small buffers hold what is left beside a header and rounding") {
    CHECK_BOTH(capacity<1>() == 0);
    CHECK_BOTH(capacity<7>() == 0);
    CHECK_BOTH(capacity<8>() == 0);
    CHECK_BOTH(capacity<15>() == 0);
    CHECK_BOTH(capacity<16>() == 4);
    CHECK_BOTH(capacity<17>() == 4);
    CHECK_BOTH(capacity<24>() == 12);
    CHECK_BOTH(capacity<4096>() == 4084);
}

TEST_CASE("no buffer at all") {
    CHECK(in_static_storage.allocate(1, 1) == nullptr);
    CHECK(in_static_storage.allocate(0, 1) == nullptr);
    in_static_storage.release(nullptr, 0);
    CHECK(in_static_storage.in_use() == 0);
    CHECK(in_static_storage.size() == 0);
}

TEST_CASE("sizes at either end") {
    alignas(16) std::uint8_t buffer[256];
    memory::arena arena(buffer);
    for (const std::size_t size : {std::size_t{0}, std::size_t{245}, std::size_t{256}, std::size_t{257}, all / 2,
                                   all - 8, all - 4, all - 3, all}) {
        CAPTURE(size);
        for (std::size_t alignment = 1; alignment <= 4096; alignment *= 2)
            CHECK(arena.allocate(size, alignment) == nullptr);
        CHECK(arena.allocate(size, all / 2 + 1) == nullptr);
        CHECK(arena.in_use() == 0);
    }
    std::uint8_t* const one = arena.allocate(1, 1);
    CHECK(one != nullptr);
    CHECK(arena.in_use() == 8);
    arena.release(one, 1);
    CHECK(arena.allocate(244, 8) != nullptr);
    CHECK(arena.in_use() == 248);
}

TEST_CASE("alignments up to 4096, wherever the buffer lies") {
    alignas(4096) static std::uint8_t buffer[3 * 4096];
    for (std::size_t shift = 0; shift < 64; shift += 8) {
        memory::arena arena(buffer + shift, sizeof buffer - shift);
        for (std::size_t alignment = 1; alignment <= 4096; alignment *= 2) {
            CAPTURE(shift);
            CAPTURE(alignment);
            std::uint8_t* const small = arena.allocate(1, 1);
            std::uint8_t* const data = arena.allocate(100, alignment);
            REQUIRE(data != nullptr);
            CHECK(arena.address(data) % alignment == 0);
            CHECK(data >= buffer + shift);
            CHECK(data + 100 <= buffer + sizeof buffer);
            arena.release(small, 1);
            arena.release(data, 100);
            CHECK(arena.in_use() == 0);
        }
    }
}

TEST_CASE("what an alignment leaves in front of a block is not lost") {
    alignas(64) std::uint8_t buffer[192];
    memory::arena arena(buffer);
    std::uint8_t* const aligned = arena.allocate(8, 64);
    CHECK(aligned == buffer + 64);
    CHECK(arena.in_use() == 16);
    std::uint8_t* const in_front = arena.allocate(40, 8);
    CHECK(in_front == buffer + 8);
    arena.release(aligned, 8);
    arena.release(in_front, 40);
    CHECK(arena.allocate(180, 8) == buffer + 8);
}

TEST_CASE("blocks until it is full, given back in a random order") {
    alignas(16) std::uint8_t buffer[1024];
    memory::arena arena(buffer);
    std::uint8_t* blocks[128] = {};
    random_numbers random(7);
    for (int round = 0; round < 20; ++round) {
        std::size_t count = 0;
        while (std::uint8_t* const data = arena.allocate(4, 1)) blocks[count++] = data;
        CHECK(count == 127);  // 8 bytes each, and half a header at either end
        CHECK(arena.in_use() == 1016);
        CHECK(arena.allocate(1, 1) == nullptr);
        while (count > 0) {
            const std::uint32_t i = random.below(static_cast<std::uint32_t>(count));
            arena.release(blocks[i], 4);
            blocks[i] = blocks[--count];
        }
        CHECK(arena.in_use() == 0);
    }
}

TEST_CASE("release of null") { CHECK_BOTH(releases_of_null_do_nothing()); }

TEST_CASE("what lay in the buffer before does not matter") {
    alignas(16) std::uint8_t buffer[64];
    std::memset(buffer, 0xff, sizeof buffer);
    memory::arena arena(buffer);
    CHECK(arena.in_use() == 0);
    CHECK(arena.allocate(52, 8) != nullptr);
}

TEST_CASE("every answer is the one that first fit gives") {
    CHECK_BOTH(stress_small<96>(60));
    CHECK_BOTH(stress_small<256>(120));

    alignas(4096) static std::uint8_t buffer[8192];
    for (std::uint32_t seed = 0; seed < runs; ++seed) {
        CAPTURE(seed);
        const std::size_t offset = std::size_t{8} * (seed % 600);
        memory::arena arena(buffer + offset, sizeof buffer - offset - seed % 8);
        const std::size_t granted = stress<64>(arena, buffer + offset, arena.address(buffer + offset), 3000,
                                               seed % 2 == 0 ? 200 : 1500, 12, seed);
        CHECK(granted > 300);
    }
}

TEST_CASE("an arena has one owner and needs no constructor at run time") {
    CHECK_BOTH(!std::is_copy_constructible_v<memory::arena>);
    CHECK_BOTH(!std::is_copy_assignable_v<memory::arena>);
    CHECK_BOTH(std::is_trivially_destructible_v<memory::arena>);
}
