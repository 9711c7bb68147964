// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <corpus/all.hpp>

#include <cstring>

#include "support/check_both.hpp"

using namespace natload::testing;

TEST_CASE("the corpus is whole") {
    CHECK_BOTH(corpus::files.size() == 111);
    CHECK_BOTH(std::size(corpus::native::x64::files) == 9);
    CHECK_BOTH(std::size(corpus::native::xtensa::files) == 4);
    CHECK_BOTH(std::size(corpus::emitted::rv32imc_zba::files) == 2);
    CHECK_BOTH(std::size(corpus::bytecode::files) == 3);
}

TEST_CASE("a file is embedded byte by byte") {
    constexpr std::uint8_t expected[] = {0x4d, 6,    0x0b, 0x1f, 1,   0,   0x14, 'a',  'n',  's',
                                         'w',  'e',  'r',  '.',  'm', 'p', 'y',  0,    0x42, 0x48,
                                         0x8d, 0x46, 0x2a, 0xc3, 0,   0,   0,    0x10, 0xff};
    REQUIRE(std::size(corpus::native::x64::answer_mpy) == std::size(expected));
    CHECK(std::memcmp(corpus::native::x64::answer_mpy, expected, sizeof expected) == 0);
}

TEST_CASE("each file says the architecture of its folder") {
    for (const corpus_file& file : corpus::files) {
        CAPTURE(file.folder);
        CAPTURE(file.name);
        REQUIRE(file.bytes.size() > 4);
        CHECK(file.bytes[0] == 'M');
        CHECK(file.bytes[1] == 6);
        CHECK((file.bytes[2] >> 2 & 15) == static_cast<int>(file.architecture));
        CHECK((file.bytes[2] & 3) == (file.architecture == isa::none ? 0 : 3));
        CHECK(file.bytes[3] == 31);
    }
}
