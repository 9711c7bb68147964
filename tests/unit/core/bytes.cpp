// SPDX-License-Identifier: MIT
#include <natload/core/bytes.hpp>

#include <array>
#include <cstdint>
#include <span>
#include <type_traits>
#include <vector>

#include "support/check_both.hpp"

namespace {

using natload::align_up;
using natload::bytes;
using std::endian;

constexpr std::uint8_t five[] = {1, 2, 3, 4, 5};

template <class... From>
constexpr bool views_five(const From&... from) {
    const bytes view(from...);
    return view.data() == five && view.size() == 5 && view.begin() == five && view.end() == five + 5 && view[4] == 5;
}

// Stores a value and reads it back in each way; `expected` is what must lie in memory.
template <class T, endian Order>
constexpr bool round_trip(T value, std::array<std::uint8_t, sizeof(T)> expected) {
    alignas(T) std::uint8_t storage[sizeof(T)] = {};
    natload::store<T, Order>(storage, value);
    for (std::size_t i = 0; i < sizeof(T); ++i) {
        if (storage[i] != expected[i]) return false;
    }
    return natload::load<T, Order>(storage) == value && natload::load_unaligned<T, Order>(storage) == value;
}

template <class T>
constexpr bool native_order_is_the_default(T value) {
    alignas(T) std::uint8_t storage[sizeof(T)] = {};
    natload::store(storage, value);
    return natload::load<T>(storage) == value && natload::load<T, endian::native>(storage) == value;
}

constexpr bool copied() {
    std::uint8_t to[] = {9, 9, 9, 9, 9, 9, 9};
    natload::copy(five, 5, to + 1);
    natload::copy(five, 0, to);
    return to[0] == 9 && to[1] == 1 && to[5] == 5 && to[6] == 9;
}

constexpr bool cleared() {
    std::uint8_t at[] = {9, 9, 9, 9};
    natload::clear(at + 1, 2);
    natload::clear(at, 0);
    return at[0] == 9 && at[1] == 0 && at[2] == 0 && at[3] == 9;
}

constexpr std::uint32_t words[] = {0x01020304, 0xfffefdfc};

}  // namespace

TEST_CASE("bytes views an array, a range, a pointer and a size, any contiguous container") {
    CHECK_BOTH(views_five(five));
    CHECK_BOTH(views_five(static_cast<const std::uint8_t*>(five), std::size_t{5}));
    CHECK_BOTH(views_five(static_cast<const std::uint8_t*>(five), five + 5));
    CHECK_BOTH(views_five(std::span<const std::uint8_t>(five)));
    CHECK_BOTH(views_five(bytes(five)));

    const std::vector<std::uint8_t> heap{1, 2, 3};
    CHECK(bytes(heap).data() == heap.data());
    CHECK(bytes(heap).size() == 3);
}

TEST_CASE("bytes of nothing") {
    CHECK_BOTH(bytes().size() == 0);
    CHECK_BOTH(bytes().begin() == bytes().end());
    CHECK_BOTH(!std::is_convertible_v<std::vector<int>, bytes>);
}

TEST_CASE("integers in memory, in both byte orders") {
    CHECK_BOTH(round_trip<std::uint8_t, endian::little>(0xfe, {0xfe}));
    CHECK_BOTH(round_trip<std::uint16_t, endian::little>(0x0102, {2, 1}));
    CHECK_BOTH(round_trip<std::uint16_t, endian::big>(0x0102, {1, 2}));
    CHECK_BOTH(round_trip<std::uint32_t, endian::little>(0xff020304, {4, 3, 2, 0xff}));
    CHECK_BOTH(round_trip<std::uint32_t, endian::big>(0xff020304, {0xff, 2, 3, 4}));
    CHECK_BOTH(round_trip<std::uint64_t, endian::little>(0xff02030405060708, {8, 7, 6, 5, 4, 3, 2, 0xff}));
    CHECK_BOTH(round_trip<std::uint64_t, endian::big>(0xff02030405060708, {0xff, 2, 3, 4, 5, 6, 7, 8}));
    CHECK_BOTH(native_order_is_the_default<std::uint32_t>(0x80000001));
    CHECK_BOTH(native_order_is_the_default<std::uint64_t>(0x8000000000000001));
}

TEST_CASE("integers at any address") {
    CHECK_BOTH(natload::load_unaligned<std::uint32_t, endian::little>(five + 1) == 0x05040302);
    CHECK_BOTH(natload::load_unaligned<std::uint32_t, endian::big>(five + 1) == 0x02030405);
    CHECK_BOTH(natload::load_unaligned<std::uint16_t, endian::little>(five + 3) == 0x0504);
}

TEST_CASE("an entry of a table of words") {
    CHECK_BOTH(natload::load_entry(words, 0) == 0x01020304);
    CHECK_BOTH(natload::load_entry(words, 1) == 0xfffefdfc);
}

TEST_CASE("copy and clear touch what they are told and nothing beside it") {
    CHECK_BOTH(copied());
    CHECK_BOTH(cleared());
}

TEST_CASE("the next multiple of a power of two") {
    CHECK_BOTH(align_up(0u, 4u) == 0);
    CHECK_BOTH(align_up(1u, 4u) == 4);
    CHECK_BOTH(align_up(4u, 4u) == 4);
    CHECK_BOTH(align_up(17u, 16u) == 32);
    CHECK_BOTH(align_up(5u, 1u) == 5);
    CHECK_BOTH(align_up(std::uint64_t{0x100000001}, std::uint64_t{8}) == 0x100000008);
    CHECK_BOTH(align_up(0xfffffffdu, 4u) == 0);  // wraps
    CHECK_BOTH(align_up(std::uint8_t{251}, std::uint8_t{4}) == 252);
}
