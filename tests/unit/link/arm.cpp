// SPDX-License-Identifier: MIT
#include <natload/link/arm.hpp>

#include "applied.hpp"

namespace {

using namespace natload;
using namespace natload::testing;
using arm = link::arm_relocations;

// Values that a field of n bits in units of `step` can hold come back as the addend of what was written.
constexpr bool reads_back(unsigned number, std::uint64_t code, std::int64_t step) {
    const auto* const type = link::find<arm>(number);
    const link::range limits = type->limits.low < -2 * GiB ? link::signed_bits(32) : type->limits;
    for (const std::int64_t v :
         {limits.low, -5 * step, -step, std::int64_t{0}, step, 0x55 * step, (limits.high / step) * step}) {
        std::uint8_t at[8] = {};
        link::put<std::uint64_t>(at, code);
        if (link::apply<arm>(*type, {at, 8, 0}, v) != outcome::done || arm::addend(type->field, at) != v) return false;
    }
    return true;
}

// MOVW and MOVT hold an addend of 16 bits.
constexpr bool reads_half_back(unsigned number, std::uint64_t code, unsigned shift) {
    const auto* const type = link::find<arm>(number);
    for (const int v : {-32768, -1, 0, 0x1234, 0x7fff}) {
        std::uint8_t at[8] = {};
        link::put<std::uint64_t>(at, code);
        link::apply<arm>(*type, {at, 8, 0}, std::int64_t{v} * (std::int64_t{1} << shift));
        if (arm::addend(type->field, at) != v) return false;
    }
    return true;
}

}  // namespace

TEST_CASE("ARM branches") {
    CHECK_BOTH(apply<arm>(28, 0xebfffffe, 0x100) == done(0xeb000040));  // bl .+0x108
    CHECK_BOTH(apply<arm>(29, 0x1afffffe, -8) == done(0x1afffffe));     // bne .
    CHECK_BOTH(reaches<arm>(28, 0xebfffffe, -32 * MiB, 32 * MiB - 4, 4));
    CHECK_BOTH(reaches<arm>(29, 0xeafffffe, -32 * MiB, 32 * MiB - 4, 4));
    CHECK_BOTH(refuses<arm>(28, 0xebfffffe, 0x101, outcome::misaligned));  // Thumb: would need BLX
    CHECK_BOTH(refuses<arm>(29, 0xeafffffe, 0x102, outcome::misaligned));
}

TEST_CASE("Thumb branches") {
    CHECK_BOTH(apply<arm>(10, 0xfffef7ff, -4) == done(0xfffef7ff));     // bl .
    CHECK_BOTH(apply<arm>(10, 0xfffef7ff, 0x101) == done(0xf880f000));  // bl .+0x104 to Thumb
    CHECK_BOTH(apply<arm>(30, 0xbffef7ff, 0xfffffe) == done(0x97fff3ff));
    CHECK_BOTH(apply<arm>(51, 0xaffef43f, 0x100) == done(0x8080f000));  // beq.w .+0x104
    CHECK_BOTH(apply<arm>(102, 0xe7fe, 0x10) == done(0xe008));
    CHECK_BOTH(apply<arm>(103, 0xd0fe, -16) == done(0xd0f8));
    CHECK_BOTH(reaches<arm>(10, 0xfffef7ff, -16 * MiB, 16 * MiB - 2, 2));
    CHECK_BOTH(reaches<arm>(30, 0xbffef7ff, -16 * MiB, 16 * MiB - 2, 2));
    CHECK_BOTH(reaches<arm>(51, 0xaffef43f, -MiB, MiB - 2, 2));
    CHECK_BOTH(reaches<arm>(102, 0xe7fe, -2 * KiB, 2 * KiB - 2, 2));
    CHECK_BOTH(reaches<arm>(103, 0xd0fe, -256, 254, 2));
}

TEST_CASE("ARM and Thumb read back what they write") {
    CHECK_BOTH((reads_back(2, 0, 1) && reads_back(3, 0, 1) && reads_back(42, 0x80000000, 1)));
    CHECK_BOTH((reads_back(28, 0xeb000000, 4) && reads_back(29, 0xea000000, 4)));
    CHECK_BOTH((reads_back(10, 0xd000f000, 2) && reads_back(30, 0x9000f000, 2) && reads_back(51, 0x8000f000, 2)));
    CHECK_BOTH((reads_back(102, 0xe000, 2) && reads_back(103, 0xd000, 2)));
    CHECK_BOTH((reads_half_back(43, 0xe3000000, 0) && reads_half_back(44, 0xe3400000, 16)));
    CHECK_BOTH((reads_half_back(47, 0x0000f240, 0) && reads_half_back(48, 0x0000f2c0, 16)));
}

TEST_CASE("ARM halves of a word") {
    CHECK_BOTH(apply<arm>(43, 0xe3003000, 0x12345678) == done(0xe3053678));  // movw r3
    CHECK_BOTH(apply<arm>(44, 0xe3403000, 0x12345678) == done(0xe3413234));  // movt r3
    CHECK_BOTH(apply<arm>(47, 0x0300f240, 0x12345678) == done(0x6378f245));  // movw r3, Thumb
    CHECK_BOTH(apply<arm>(48, 0x0300f2c0, 0x12345678) == done(0x2334f2c1));  // movt r3, Thumb
}

TEST_CASE("PREL31 leaves bit 31 alone") {
    CHECK_BOTH(apply<arm>(42, 0x80000000, -4) == done(0xfffffffc));
    CHECK_BOTH(apply<arm>(42, 0, -4) == done(0x7ffffffc));
    CHECK_BOTH(reaches<arm>(42, 0, -GiB, GiB - 1));
}

TEST_CASE("V4BX changes nothing") { CHECK_BOTH(apply<arm>(40, 0xe12fff1e, 77) == done(0xe12fff1e)); }
