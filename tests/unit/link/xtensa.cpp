// SPDX-License-Identifier: MIT
#include <natload/link/xtensa.hpp>

#include "applied.hpp"

namespace {

using namespace natload;
using namespace natload::testing;
using xtensa = link::xtensa_relocations;

constexpr unsigned slot0 = 20;
constexpr std::uint64_t l32r = 0x000021, call0 = 0x000005, call8 = 0x000025, j = 0x000006, beqz = 0x000216,
                        bnei = 0x003266, beq = 0x001237, loop = 0x008276, bf = 0x000076, beqz_n = 0x028c,
                        movi_n = 0x020c, addi = 0x01c222, entry = 0x004136;

// At an address, an instruction takes both ends of its range, and nothing beyond.
constexpr bool covers(std::uint64_t code, std::int64_t low, std::int64_t high, std::int64_t step,
                      std::uint64_t address = 0) {
    return testing::apply<xtensa>(slot0, code, low, 8, address).how == outcome::done &&
           testing::apply<xtensa>(slot0, code, high, 8, address).how == outcome::done &&
           refuses<xtensa>(slot0, code, low - step, outcome::out_of_range, 8, address) &&
           refuses<xtensa>(slot0, code, high + step, outcome::out_of_range, 8, address);
}

}  // namespace

TEST_CASE("Xtensa words are added to what is there") {
    CHECK_BOTH(apply<xtensa>(1, 0x10, 0x1000) == done(0x1010));
    CHECK_BOTH(apply<xtensa>(6, 0x10, 0x1000) == done(0x1010));
    CHECK_BOTH(apply<xtensa>(14, 0x10, 0x1000) == done(0x1000));
}

TEST_CASE("L32R reaches back 256 KiB from the next word") {
    CHECK_BOTH(apply<xtensa>(slot0, l32r, -4) == done(0xffff21));
    CHECK_BOTH(covers(l32r, -256 * KiB, -4, 4));
    CHECK_BOTH(covers(l32r, -256 * KiB + 3, -1, 4, 1));
    CHECK_BOTH(apply<xtensa>(slot0, l32r, -5, 8, 1).how == outcome::done);  // from 4
    CHECK_BOTH(refuses<xtensa>(slot0, l32r, -6, outcome::misaligned));
}

TEST_CASE("calls count words from the next one") {
    CHECK_BOTH(apply<xtensa>(slot0, call0, 4) == done(0x000005));
    CHECK_BOTH(apply<xtensa>(slot0, call8, 8) == done(0x000065));
    CHECK_BOTH(apply<xtensa>(slot0, call8, 5, 8, 3) == done(0x000065));
    CHECK_BOTH(covers(call0, -512 * KiB + 4, 512 * KiB, 4));
    CHECK_BOTH(covers(call8, -512 * KiB + 1, 512 * KiB - 3, 4, 3));
    CHECK_BOTH(refuses<xtensa>(slot0, call0, 6, outcome::misaligned));
}

TEST_CASE("jumps and branches count bytes from 4 behind them") {
    CHECK_BOTH(apply<xtensa>(slot0, j, 0) == done(0xffff06));
    CHECK_BOTH(covers(j, -128 * KiB + 4, 128 * KiB + 3, 1));
    CHECK_BOTH(covers(beqz, -2 * KiB + 4, 2 * KiB + 3, 1));
    CHECK_BOTH(covers(bnei, -124, 131, 1));
    CHECK_BOTH(covers(beq, -124, 131, 1));
    CHECK_BOTH(covers(bf, -124, 131, 1));
    CHECK_BOTH(covers(loop, 4, 259, 1));
    CHECK_BOTH(covers(beqz_n, 4, 67, 1));
    CHECK_BOTH(apply<xtensa>(slot0, beqz_n, 4 + 0x2b) == done(0xb2ac));
}

TEST_CASE("instructions without an address are refused") {
    CHECK_BOTH(refuses<xtensa>(slot0, movi_n, 8, outcome::wrong_instruction));
    CHECK_BOTH(refuses<xtensa>(slot0, addi, 8, outcome::wrong_instruction));
    CHECK_BOTH(refuses<xtensa>(slot0, entry, 8, outcome::wrong_instruction));
    CHECK_BOTH(refuses<xtensa>(slot0, j, 8, outcome::outside, 2));
}

TEST_CASE("marks for linkers that shorten code write nothing") {
    for (const unsigned mark : {11u, 12u, 17u, 18u, 19u, 57u, 58u, 59u, 60u, 61u, 62u}) {
        CHECK(apply<xtensa>(mark, 0x1234, 0x99) == done(0x1234));
    }
}
