// SPDX-License-Identifier: MIT
#include <natload/link/x86.hpp>

#include "applied.hpp"

namespace {

using namespace natload;
using namespace natload::testing;
using x86 = link::x86_relocations;
using x64 = link::x64_relocations;

constexpr std::uint64_t old = 0x1122334455667788;

constexpr std::int64_t addend(link::x86_field field, std::uint64_t bytes) {
    std::uint8_t at[8] = {};
    link::put<std::uint64_t>(at, bytes);
    return x86::addend(field, at);
}

}  // namespace

TEST_CASE("x86 and x64 write numbers and nothing beside them") {
    CHECK_BOTH(apply<x64>(1, old, -2) == done(~1ull));                        // 64
    CHECK_BOTH(apply<x64>(2, old, -2) == done(0x11223344fffffffe));           // PC32
    CHECK_BOTH(apply<x64>(10, old, 0xfffffffe) == done(0x11223344fffffffe));  // 32
    CHECK_BOTH(apply<x64>(12, old, 0xfffe) == done(0x112233445566fffe));      // 16
    CHECK_BOTH(apply<x64>(15, old, -2) == done(0x11223344556677fe));          // PC8
    CHECK_BOTH(apply<x86>(1, old, -2) == done(0x11223344fffffffe));           // 32
    CHECK_BOTH(apply<x86>(43, old, 0x10) == done(0x1122334400000010));        // GOT32X
    CHECK_BOTH(apply<x64>(0, old, 5) == done(old));                           // NONE
}

TEST_CASE("x64 numbers of 32 bits are either signed or unsigned") {
    CHECK_BOTH(reaches<x64>(10, old, 0, 4 * GiB - 1));         // 32
    CHECK_BOTH(reaches<x64>(11, old, -2 * GiB, 2 * GiB - 1));  // 32S
    CHECK_BOTH(reaches<x64>(2, old, -2 * GiB, 2 * GiB - 1));   // PC32
    CHECK_BOTH(reaches<x64>(4, old, -2 * GiB, 2 * GiB - 1));   // PLT32
    CHECK_BOTH(reaches<x64>(9, old, -2 * GiB, 2 * GiB - 1));   // GOTPCREL
    CHECK_BOTH(reaches<x64>(41, old, -2 * GiB, 2 * GiB - 1));  // GOTPCRELX
    CHECK_BOTH(reaches<x64>(42, old, -2 * GiB, 2 * GiB - 1));  // REX_GOTPCRELX
}

TEST_CASE("narrow numbers") {
    CHECK_BOTH(reaches<x64>(12, old, -32768, 65535));
    CHECK_BOTH(reaches<x64>(14, old, -128, 255));
    CHECK_BOTH(reaches<x64>(15, old, -128, 127));
    CHECK_BOTH(reaches<x86>(20, old, -32768, 65535));
    CHECK_BOTH(reaches<x86>(23, old, -128, 127));
}

TEST_CASE("x86 keeps addends in the place, signed") {
    CHECK_BOTH(addend(link::x86_field::word, 0xfffffffc) == -4);
    CHECK_BOTH(addend(link::x86_field::half, 0xfffc) == -4);
    CHECK_BOTH(addend(link::x86_field::byte, 0xfc) == -4);
    CHECK_BOTH(addend(link::x86_field::byte, 0x7f) == 127);
    CHECK_BOTH(addend(link::x86_field::none, 0x7f) == 0);
}
