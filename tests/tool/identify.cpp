// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include "command.hpp"
#include "support/mpy_writer.hpp"

using namespace natload::testing;

TEST_CASE("identify tells what a file is for") {
    const outcome o = tool({"identify", "emitted/rv32imc_zba/emitted.mpy"});
    CHECK(o.status == 0);
    CHECK(o.out ==
          "file              emitted/rv32imc_zba/emitted.mpy\n"
          "format            version 6\n"
          "native ABI        6.3, MicroPython 1.23 to 1.29\n"
          "architecture      rv32imc\n"
          "runs on           rv32imc\n"
          "extension flags   0x1 (Zba)\n"
          "identity          77574 (0x12f06), as sys.implementation._mpy has it\n"
          "small integers    31 bits at least\n");
    CHECK(tool({"identify", "native/armv7m/answer.mpy"})
              .out.find("runs on           armv7m, armv7em, armv7emsp, armv7emdp\n") != std::string::npos);
    CHECK(tool({"identify", "bytecode/empty.mpy"}).out ==
          "file              bytecode/empty.mpy\n"
          "format            version 6\n"
          "architecture      none: bytecode only\n"
          "small integers    31 bits at least\n");
}

TEST_CASE("identify and plan tell the float ABI that a module states") {
    const auto image = writer{}.header({.architecture = isa::armv7emsp}).counts(0, 0);
    const std::string file = written("hard.mpy", writer{image}.viper(octets(1), {.flags = flag::float_hard}));
    CHECK(tool({"identify", file}).out.find("float ABI         hard\n") != std::string::npos);
    CHECK(tool({"plan", file}).out.find("module for armv7emsp, native ABI 6.3, float ABI hard\n") != std::string::npos);
    CHECK(tool({"plan", "--json", file}).out.find(R"("float_abi": "hard")") != std::string::npos);
    const std::string other = written("other.mpy", writer{image}.viper(octets(1)));
    CHECK(tool({"identify", other}).out.find("float ABI") == std::string::npos);
}

TEST_CASE("identify and plan tell a module's interface, and of variables in its code") {
    const auto image = writer{}.header({.architecture = isa::armv7m}).counts(0, 0);
    const auto code = octets(1, 2, 3, 4, 0x12, 0x34, 0x56, 0x78, 4, 0, 0, 0);  // the interface, where variables start
    const std::string file = written("both.mpy", writer{image}.viper(code, {.flags = 0x480}));
    CHECK(tool({"identify", file}).out.find("interface         0x78563412\n") != std::string::npos);
    CHECK(tool({"identify", file}).out.find("variables in it") != std::string::npos);
    CHECK(tool({"plan", file}).out.find("native ABI 6.3, interface 0x78563412\n") != std::string::npos);
    CHECK(tool({"plan", file}).out.find("aligned to 16, variables in it\n") != std::string::npos);
}

TEST_CASE("identify tells what a host is, from its number") {
    for (const char* number : {"5894", "0x1706", "0X1706"}) {
        const outcome o = tool({"identify", number});
        CHECK(o.status == 0);
        CHECK(o.out ==
              "host              sys.implementation._mpy is 5894 (0x1706)\n"
              "format            version 6\n"
              "native ABI        6.3, MicroPython 1.23 to 1.29\n"
              "architecture      armv7m\n"
              "runs              bytecode, armv6m, armv7m\n"
              "extension flags   none\n");
    }
    CHECK(tool({"identify", "208390"}).out.find("extension flags   0x3 (Zba, Zcmp)\n") != std::string::npos);
    CHECK(tool({"identify", "6"}).out ==
          "host              sys.implementation._mpy is 6 (0x6)\n"
          "format            version 6\n"
          "runs              bytecode; no machine code\n");
}

TEST_CASE("AArch64 has the number that a build gave it") {
    for (const unsigned number : {13u, 14u, 15u}) {
        const std::string n = std::to_string(number);
        const auto image = writer{}.header({.architecture = static_cast<isa>(number)}).counts(0, 0);
        const std::string file =
            written("aarch64.mpy", writer{image}.viper(octets(0xc0, 0x03, 0x5f, 0xd6), {.bss = 3}));
        const outcome o = tool({"identify", "--aarch64", n, file});
        CHECK(o.status == 0);
        CHECK(o.out.find("architecture      aarch64\nruns on           aarch64\n") != std::string::npos);
        CHECK(tool({"verify", "--aarch64", n, file}).out ==
              file + ": ok 13 bytes, aarch64 6.3, code 4, bss 3, rodata 0, relocated words 0\n");
        CHECK(tool({"plan", "--aarch64", n, file}).out.find("aligned to 16") != std::string::npos);
        CHECK(tool({"verify", file}).status == 1);
        CHECK(tool({"verify", "--aarch64", number == 13 ? "14" : "13", file}).status == 1);
        const std::string host = std::to_string((number << 2 | 3) << 8 | 6);
        CHECK(tool({"identify", "--aarch64", n, host}).out.find("runs              bytecode, aarch64\n") !=
              std::string::npos);
    }
    CHECK(tool({"identify", "--aarch64", "12", "bytecode/empty.mpy"}).status == 2);
}

TEST_CASE("identify refuses what nothing is") {
    const outcome other = tool({"identify", "5"});
    CHECK(other.status == 1);
    CHECK(other.out == "5 (0x5): another version of the .mpy format (expected 6, found 5)\n");
    CHECK(tool({"identify", "0x3706"}).status == 1);  // architecture 13
    CHECK(tool({"identify", "0x9706"}).status == 1);  // reserved bit
    const outcome file = tool({"identify", written("old.mpy", octets('M', 5, 0, 31))});
    CHECK(file.status == 1);
    CHECK(
        file.out.ends_with("old.mpy:0x1: another version of the .mpy format (expected 6, found 5): compile it again "
                           "with tools of version 6 (MicroPython 1.19 and later)\n"));
    CHECK(tool({"identify", written("13.mpy", octets('M', 6, 13 << 2, 31))})
              .out.find("architecture      13, which no version 6 host has\n") != std::string::npos);
}

TEST_CASE("identify can't read what is neither") {
    for (const char* name : {"0x", "0x123456789", "99999999999", "-6", "6.3"}) {
        CAPTURE(name);
        CHECK(tool({"identify", "--", name}).status == 2);
    }
}
