// SPDX-License-Identifier: MIT
#include <natload/core/cursor.hpp>

#include <cstdint>

#include "support/check_both.hpp"
#include "support/mpy_writer.hpp"

using namespace natload::testing;

namespace {

using natload::bytes;
using natload::cursor;
using natload::errc;
using natload::error;

constexpr std::uint8_t four[] = {1, 2, 3, 4};

// Reads something with a cursor over an image; the error it met.
template <class Read>
constexpr error met(bytes image, Read read) {
    cursor in(image);
    read(in);
    return in.failed() ? in.failure_from(image.begin()) : error{};
}

constexpr auto vuint = [](cursor& in) { return in.vuint(); };

constexpr std::uint32_t number(bytes image) {
    cursor in(image);
    return in.vuint();
}

constexpr bool reads_whole(bytes image) {
    cursor in(image);
    in.vuint();
    return in.at_end() && !in.failed();
}

constexpr bool steps_over() {
    cursor in{bytes(four)};
    const bool first = in.byte() == 1 && in.at() == four + 1;
    const bool taken = in.take(2) == four + 1 && in.at() == four + 3;
    const bool none = in.take(0) == four + 3 && in.at() == four + 3;
    const bool last = in.byte() == 4 && in.at_end() && !in.failed();
    in.seek(four);
    return first && taken && none && last && in.byte() == 1;
}

constexpr bool is_sticky() {
    cursor in{bytes(four)};
    in.byte();
    in.refuse(errc::version);
    if (!in.failed() || in.failure() != errc::version || !in.at_end()) return false;
    // From now on whatever is read is all ones, there is nothing to take, and the first error stays.
    if (in.byte() != 0xffffffff || in.vuint() != 0xffffffff) return false;
    const std::uint8_t* const start = in.take(1);
    in.refuse(errc::encoding);
    in.refuse_at(errc::encoding, four + 2);
    return start == in.at() && in.at_end() && in.at() == four && in.failure_from(four) == error{errc::version, 0};
}

}  // namespace

TEST_CASE("bytes, runs of bytes, and going back") { CHECK_BOTH(steps_over()); }

TEST_CASE("a vuint has groups of 7 bits, the most significant first") {
    CHECK_BOTH(number(octets(0)) == 0);
    CHECK_BOTH(number(octets(0x7f)) == 127);
    CHECK_BOTH(number(octets(0x81, 0)) == 128);
    CHECK_BOTH(number(octets(0x86, 0xad, 0x1e)) == 104094);
    CHECK_BOTH(number(octets(0x8f, 0xff, 0xff, 0xff, 0x7f)) == 0xffffffff);
    CHECK_BOTH(reads_whole(octets(0x8f, 0xff, 0xff, 0xff, 0x7f)));
}

TEST_CASE("a vuint may begin with any number of zero groups") {
    CHECK_BOTH(number(octets(0x80, 5)) == 5);
    CHECK_BOTH(number(octets(0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 5)) == 5);
    CHECK_BOTH(number(octets(0x80, 0x80, 0x8f, 0xff, 0xff, 0xff, 0x7f)) == 0xffffffff);
    CHECK_BOTH(reads_whole(octets(0x80, 0x80, 0)));
}

TEST_CASE("a vuint of more than 32 bits") {
    CHECK_BOTH(met(octets(0x90, 0x80, 0x80, 0x80, 0), vuint) == error{errc::number_too_large, 0});
    CHECK_BOTH(met(octets(0xff, 0xff, 0xff, 0xff, 0x7f), vuint) == error{errc::number_too_large, 0});
    CHECK_BOTH(met(octets(0x81, 0x80, 0x80, 0x80, 0x80, 0), vuint) == error{errc::number_too_large, 0});
    CHECK_BOTH(met(octets(0x80, 0x90, 0x80, 0x80, 0x80, 0), vuint) == error{errc::number_too_large, 0});
    CHECK_BOTH(met(octets(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff), vuint) == error{errc::number_too_large, 0});
}

TEST_CASE("a vuint that the data ends in") {
    CHECK_BOTH(met(octets(), vuint) == error{errc::truncated, 0});
    CHECK_BOTH(met(octets(0x80), vuint) == error{errc::truncated, 0});
    CHECK_BOTH(met(octets(0x90, 0x80, 0x80, 0x80), vuint) == error{errc::truncated, 0});
    CHECK_BOTH(met(octets(5, 0x81), [](cursor& in) { return in.vuint() + in.vuint(); }) == error{errc::truncated, 1});
}

TEST_CASE("an error tells where its field began") {
    CHECK_BOTH(met(four, [](cursor& in) { in.take(4), in.byte(); }) == error{errc::truncated, 4});
    CHECK_BOTH(met(four, [](cursor& in) { in.byte(), in.take(4); }) == error{errc::truncated, 1});
    CHECK_BOTH(met(four, [](cursor& in) { in.take(0xffffffff); }) == error{errc::truncated, 0});
    CHECK_BOTH(met(four, [](cursor& in) { in.take(2), in.vuint(), in.refuse(errc::abi); }) == error{errc::abi, 2});
    CHECK_BOTH(met(four, [](cursor& in) { in.take(3), in.refuse_at(errc::abi, four + 1); }) == error{errc::abi, 1});
    CHECK_BOTH(met(four, [](cursor&) {}) == error{});
}

TEST_CASE("in a dry run, and after a failure, nothing counts") {
    constexpr auto counts = [] {
        cursor in{bytes(four)};
        const bool at_first = in.counts();
        in.set_dry(true);
        in.byte();
        const bool dry = in.counts() || in.failed();
        in.set_dry(false);
        in.byte();
        const bool wet = in.counts() && !in.failed() && in.at() == four + 2;
        in.set_dry(true);
        in.refuse(errc::version);
        return at_first && !dry && wet && !in.counts() && in.failure_from(four) == error{errc::version, 1};
    };
    CHECK_BOTH(counts());
}

TEST_CASE("of what can't be taken whole there is nothing") {
    constexpr auto nothing = [] {
        cursor in{bytes(four)};
        in.byte();
        return in.take(4) == four + 1 && in.at() == four + 1;
    };
    CHECK_BOTH(nothing());
}

TEST_CASE("the first error stays, and nothing is left for good") { CHECK_BOTH(is_sticky()); }
