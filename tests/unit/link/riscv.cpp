// SPDX-License-Identifier: MIT
#include <natload/link/riscv.hpp>

#include "applied.hpp"

namespace {

using namespace natload;
using namespace natload::testing;
using rv32 = link::riscv_relocations<std::uint32_t>;
using rv64 = link::riscv_relocations<std::uint64_t>;

constexpr std::uint64_t beq = 0x00b50063, jal = 0x000000ef, auipc = 0x00000517, addi = 0x00050513, sw = 0x00b52023;
constexpr std::uint64_t c_beqz = 0xc101, c_j = 0xa001;

constexpr bool pair_adds_up(std::int64_t v) {
    const std::uint64_t high = testing::apply<rv64>(23, auipc, v).bytes, low = testing::apply<rv64>(24, addi, v).bytes,
                        store = testing::apply<rv64>(25, sw, v).bytes;
    const std::int64_t upper = link::sign_extend(high & 0xfffff000, 32);
    const std::int64_t lower = link::sign_extend(low >> 20, 12);
    const std::int64_t stored = link::sign_extend((store >> 20 & 0xfe0) | (store >> 7 & 0x1f), 12);
    return upper + lower == v && lower == stored;
}

}  // namespace

TEST_CASE("RISC-V branches and jumps") {
    CHECK_BOTH(apply<rv32>(16, beq, -4) == done(0xfeb50ee3));
    CHECK_BOTH(apply<rv32>(17, jal, 0x100) == done(0x100000ef));
    CHECK_BOTH(reaches<rv32>(16, beq, -4 * KiB, 4 * KiB - 2, 2));
    CHECK_BOTH(reaches<rv32>(17, jal, -MiB, MiB - 2, 2));
    CHECK_BOTH(reaches<rv64>(17, jal, -MiB, MiB - 2, 2));
    CHECK_BOTH(apply<rv32>(17, jal, -MiB) == done(0x800000ef));
    CHECK_BOTH(apply<rv32>(17, jal, MiB - 2) == done(0x7ffff0ef));
    CHECK_BOTH(refuses<rv32>(17, jal, 1, outcome::misaligned));
    CHECK_BOTH(apply<rv32>(44, c_beqz, -2) == done(0xdd7d));
    CHECK_BOTH(apply<rv32>(45, c_j, -2) == done(0xbffd));
    CHECK_BOTH(reaches<rv32>(44, c_beqz, -256, 254, 2));
    CHECK_BOTH(reaches<rv32>(45, c_j, -2 * KiB, 2 * KiB - 2, 2));
}

TEST_CASE("RISC-V pairs add up, their low part being signed") {
    CHECK_BOTH((pair_adds_up(0) && pair_adds_up(0x7ff) && pair_adds_up(0x800) && pair_adds_up(-1)));
    CHECK_BOTH((pair_adds_up(-0x801) && pair_adds_up(0x12345fff) && pair_adds_up(0x7ffff7ff)));
    CHECK_BOTH(reaches<rv64>(23, auipc, -2 * GiB - 2 * KiB, 2 * GiB - 2 * KiB - 1));
    CHECK_BOTH(reaches<rv64>(20, auipc, -2 * GiB - 2 * KiB, 2 * GiB - 2 * KiB - 1));
    CHECK_BOTH(reaches<rv64>(26, auipc, -2 * GiB - 2 * KiB, 2 * GiB - 2 * KiB - 1));
    CHECK_BOTH(reaches<rv64>(18, auipc, -2 * GiB - 2 * KiB, 2 * GiB - 2 * KiB - 1));
    CHECK_BOTH(apply<rv32>(23, auipc, 0x7fffffff) == done(0x80000517));  // 32-bit sums wrap
    CHECK_BOTH(apply<rv32>(19, 0x000080e700000097, 0x12345fff) == done(0xfff080e712346097));
}

TEST_CASE("RISC-V data is set, added to and subtracted from in its own width") {
    constexpr std::uint64_t old = 0x1122334455667788;
    CHECK_BOTH(apply<rv64>(33, old, 0x80) == done(0x1122334455667708));
    CHECK_BOTH(apply<rv64>(34, old, 0x8900) == done(0x1122334455660088));
    CHECK_BOTH(apply<rv64>(35, old, -0x55667788) == done(0x1122334400000000));
    CHECK_BOTH(apply<rv64>(36, old, 1) == done(0x1122334455667789));
    CHECK_BOTH(apply<rv64>(37, old, 0x89) == done(0x11223344556677ff));
    CHECK_BOTH(apply<rv64>(38, old, 0x7789) == done(0x112233445566ffff));
    CHECK_BOTH(apply<rv64>(39, old, 0x55667789) == done(0x11223344ffffffff));
    CHECK_BOTH(apply<rv64>(40, old, old) == done(0));
    CHECK_BOTH(apply<rv64>(54, old, 0x1ff) == done(0x11223344556677ff));
    CHECK_BOTH(apply<rv64>(55, old, 0x1ffff) == done(0x112233445566ffff));
    CHECK_BOTH(apply<rv64>(56, old, 0) == done(0x1122334400000000));
}

TEST_CASE("SET6 and SUB6 keep the two bits above theirs") {
    CHECK_BOTH(apply<rv32>(53, 0x40, 0xff) == done(0x7f));
    CHECK_BOTH(apply<rv32>(53, 0xc5, 0) == done(0xc0));
    CHECK_BOTH(apply<rv32>(52, 0x85, 6) == done(0xbf));
    CHECK_BOTH(apply<rv32>(52, 0x45, 0x105) == done(0x40));
}

TEST_CASE("ULEB128 keeps its length") {
    CHECK_BOTH(apply<rv32>(60, 0x80, 0x3fff) == done(0x7fff));
    CHECK_BOTH(apply<rv32>(61, 0x7fff, 0x3f80) == done(0x00ff));
    CHECK_BOTH(apply<rv32>(60, 0x00, 0x1234) == done(0x34));  // the first of a pair may be larger than its field ...
    CHECK_BOTH(apply<rv32>(61, 0x34, 0x1230) == done(0x04));  // ... as long as the difference fits
    CHECK_BOTH(refuses<rv32>(60, 0x8080, 0, outcome::outside, 2));
}

TEST_CASE("words of RV64 that hold 32 bits") {
    CHECK_BOTH(reaches<rv64>(1, 0, -2 * GiB, 4 * GiB - 1));
    CHECK_BOTH(reaches<rv64>(57, 0, -2 * GiB, 2 * GiB - 1));
    CHECK_BOTH(reaches<rv64>(59, 0, -2 * GiB, 2 * GiB - 1));
}

TEST_CASE("RELAX and ALIGN write nothing") {
    CHECK_BOTH(apply<rv32>(51, jal, 99) == done(jal));
    CHECK_BOTH(apply<rv32>(43, jal, 99) == done(jal));
}
