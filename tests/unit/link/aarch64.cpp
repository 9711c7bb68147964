// SPDX-License-Identifier: MIT
#include <natload/link/aarch64.hpp>

#include "applied.hpp"

namespace {

using namespace natload;
using namespace natload::testing;
using a64 = link::aarch64_relocations;

constexpr std::uint64_t movz = 0xd2800003, movk = 0xf2800003, movn = 0x92800003, adr = 0x10000003, adrp = 0x90000003,
                        add = 0x91000063, bl = 0x94000000, tbz = 0x36000003, cbz = 0xb4000003, ldr = 0xf9400063;

}  // namespace

TEST_CASE("signed MOVW picks MOVN for negative values only") {
    CHECK_BOTH(apply<a64>(270, movz, -1) == done(0x92800003));       // movn x3, 0
    CHECK_BOTH(apply<a64>(270, movz, -0x1235) == done(0x92824683));  // movn x3, 0x1234
    CHECK_BOTH(apply<a64>(270, movn, 0x1234) == done(0xd2824683));   // movz x3, 0x1234
    CHECK_BOTH(apply<a64>(270, movn, 0) == done(movz));
    CHECK_BOTH(apply<a64>(271, 0xd2a00003, -0x12340001) == done(0x92a24683));
    CHECK_BOTH(apply<a64>(287, movz, -1) == done(movn));
    CHECK_BOTH(reaches<a64>(270, movz, -65536, 65535));
    CHECK_BOTH(reaches<a64>(271, movz, -4 * GiB, 4 * GiB - 1));
    CHECK_BOTH(reaches<a64>(272, movz, -65536 * 4 * GiB, 65536 * 4 * GiB - 1));
}

TEST_CASE("MOVW takes a half of the value, checked or not") {
    constexpr std::int64_t v = 0x123456789abcdef0;
    CHECK_BOTH(apply<a64>(264, movk, v) == done(movk | 0xdef0ull << 5));
    CHECK_BOTH(apply<a64>(266, movk, v) == done(movk | 0x9abcull << 5));
    CHECK_BOTH(apply<a64>(268, movk, v) == done(movk | 0x5678ull << 5));
    CHECK_BOTH(apply<a64>(269, movk, v) == done(movk | 0x1234ull << 5));
    CHECK_BOTH(reaches<a64>(263, movz, 0, 65535));
    CHECK_BOTH(reaches<a64>(265, movz, 0, 4 * GiB - 1));
    CHECK_BOTH(reaches<a64>(267, movz, 0, 65536 * 4 * GiB - 1));
}

TEST_CASE("A64 addresses") {
    CHECK_BOTH(apply<a64>(274, adr, -1) == done(0x70ffffe3));
    CHECK_BOTH(reaches<a64>(274, adr, -MiB, MiB - 1));
    CHECK_BOTH(apply<a64>(275, adrp, 0x5000) == done(0xb0000023));
    CHECK_BOTH(reaches<a64>(275, adrp, -4 * GiB, 4 * GiB - 1));
    CHECK_BOTH(takes<a64>(276, adrp, 4 * GiB));
    CHECK_BOTH(apply<a64>(277, add, 0x12345) == done(add | 0x345ull << 10));
    CHECK_BOTH(apply<a64>(286, ldr, 0x12348) == done(ldr | 0x69ull << 10));
    CHECK_BOTH(apply<a64>(299, 0x3dc00063, 0xff0) == done(0x3dc00063 | 0xffull << 10));
    CHECK_BOTH((refuses<a64>(284, ldr, 1, outcome::misaligned) && refuses<a64>(285, ldr, 2, outcome::misaligned)));
    CHECK_BOTH((refuses<a64>(286, ldr, 4, outcome::misaligned) && refuses<a64>(299, ldr, 8, outcome::misaligned)));
}

TEST_CASE("A64 slots of the table, from its page") {
    CHECK_BOTH(apply<a64>(313, ldr, 0x7ff8) == done(ldr | 0xfffull << 10));
    CHECK_BOTH(reaches<a64>(313, ldr, 0, 0x7ff8, 8));
}

TEST_CASE("A64 branches") {
    CHECK_BOTH(apply<a64>(283, bl, -4) == done(0x97ffffff));
    CHECK_BOTH(reaches<a64>(283, bl, -128 * MiB, 128 * MiB - 4, 4));
    CHECK_BOTH(reaches<a64>(282, bl, -128 * MiB, 128 * MiB - 4, 4));
    CHECK_BOTH(reaches<a64>(280, cbz, -MiB, MiB - 4, 4));
    CHECK_BOTH(reaches<a64>(273, 0x58000003, -MiB, MiB - 4, 4));
    CHECK_BOTH(reaches<a64>(309, 0x58000003, -MiB, MiB - 4, 4));
    CHECK_BOTH(reaches<a64>(279, tbz, -32 * KiB, 32 * KiB - 4, 4));
    CHECK_BOTH(apply<a64>(279, tbz, -4) == done(0x3607ffe3));
    CHECK_BOTH(refuses<a64>(283, bl, 2, outcome::misaligned));
}

TEST_CASE("A64 data") {
    CHECK_BOTH(reaches<a64>(258, 0, -2 * GiB, 4 * GiB - 1));
    CHECK_BOTH(reaches<a64>(259, 0, -32768, 65535));
    CHECK_BOTH(reaches<a64>(261, 0, -2 * GiB, 4 * GiB - 1));
    CHECK_BOTH(reaches<a64>(262, 0, -32768, 65535));
    CHECK_BOTH(apply<a64>(257, 0, -1) == done(~0ull));
}
