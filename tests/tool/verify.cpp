// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include <algorithm>

#include "command.hpp"
#include "support/mpy_writer.hpp"

using namespace natload::testing;

namespace {

/// What verify says of an image, without the name of its file.
std::string verdict(std::span<const std::uint8_t> bytes, std::vector<std::string> options = {}) {
    const std::string name = written("judged.mpy", bytes);
    options.insert(options.begin(), {"verify", name});
    const outcome o = tool(options);
    CHECK(o.err.empty());
    REQUIRE(o.out.starts_with(name + ":"));
    CHECK(std::count(o.out.begin(), o.out.end(), '\n') == 1);
    const std::string line = o.out.substr(name.size() + 1, o.out.size() - name.size() - 2);
    CHECK(o.status == (line.starts_with(" ok ") ? 0 : 1));
    return line;
}

/// A module with an address from the host's table at a place, if the table has that entry.
writer calls_host(unsigned sub_version, unsigned entry) {
    return writer{}
        .header({.architecture = isa::x64, .sub_version = sub_version})
        .counts(1, 0)
        .qstr("m.mpy")
        .viper(octets(0, 0, 0, 0, 0, 0, 0, 0), {.relocations = true})
        .relocation(to::host_entry(entry), in_code(0))
        .end_of_relocations();
}

}  // namespace

TEST_CASE("verify accepts every file of the corpus, a line each") {
    std::vector<std::string> arguments{"verify"};
    for (const auto& entry : std::filesystem::recursive_directory_iterator(NATLOAD_CORPUS)) {
        if (entry.path().extension() == ".mpy") arguments.push_back(entry.path().string());
    }
    REQUIRE(arguments.size() == 1 + 111);
    const outcome o = tool(arguments);
    CHECK(o.status == 0);
    std::size_t ok = 0;
    for (std::size_t at = 0; (at = o.out.find(".mpy: ok ", at)) != std::string::npos; ++at) ++ok;
    CHECK(ok == 111);
    CHECK(std::count(o.out.begin(), o.out.end(), '\n') == 111);
}

TEST_CASE("verify tells sizes") {
    const outcome o = tool({"verify", "native/armv7m/counter.mpy", "bytecode/sensor.mpy", "emitted/x64/emitted.mpy"});
    CHECK(o.status == 0);
    CHECK(o.out ==
          "native/armv7m/counter.mpy: ok 135 bytes, armv7m 6.3, code 108, bss 32, rodata 0, relocated words 3\n"
          "bytecode/sensor.mpy: ok 536 bytes, raw codes 9 (depth 3), bytecode 267\n"
          "emitted/x64/emitted.mpy: ok 1506 bytes, x64 6.3, raw codes 8 (depth 3), bytecode 57, code 1360, bss 0, "
          "rodata 0, relocated words 0\n");
}

TEST_CASE("verify names the field of a header, expected and found") {
    file_bytes answer = corpus_file("native/x64/answer");
    const auto with = [&](std::size_t offset, std::uint8_t value) {
        file_bytes damaged = answer;
        damaged[offset] = value;
        return damaged;
    };
    CHECK(verdict(with(0, 'm')) == "0x0: not a .mpy file");
    CHECK(verdict(with(1, 5)) ==
          "0x1: another version of the .mpy format (expected 6, found 5): compile it again with tools of version 6 "
          "(MicroPython 1.19 and later)");
    CHECK(verdict(with(2, 0x8b)) == "0x2: reserved bit set in the header");
    CHECK(verdict(with(2, 13 << 2)) ==
          "0x2: an architecture that the format does not have (expected 0 to 12, found 13)");
    CHECK(verdict(with(3, 64)) ==
          "0x3: needs wider small integers than the host has (expected 63, found 64): compile it for the host's small "
          "integers");
    CHECK(verdict(with(3, 63)).starts_with(" ok 29 bytes"));
    CHECK(verdict({}) == "0x0: the data ends inside this field");
}

TEST_CASE("verify knows the extension flags of each architecture") {
    const auto flags = [](isa architecture, std::uint32_t value) {
        return verdict(writer{}
                           .header({.architecture = architecture, .arch_flags_follow = true})
                           .arch_flags(value)
                           .counts(0, 0)
                           .viper(octets(1, 2, 3, 4)));
    };
    CHECK(flags(isa::rv32imc, 3).starts_with(" ok"));
    CHECK(flags(isa::rv64imc, 1).starts_with(" ok"));
    CHECK(flags(isa::rv32imc, 7) ==
          "0x4: needs an extension that the machine does not have (expected 0x3, found 0x7): build it without the "
          "extensions that the machine lacks");
    CHECK(flags(isa::x64, 0).starts_with(" ok"));
    CHECK(flags(isa::x64, 1) ==
          "0x4: needs an extension that the machine does not have (expected 0x0, found 0x1): build it without the "
          "extensions that the machine lacks");
}

TEST_CASE("verify takes word width and the host's table from the header") {
    for (const unsigned sub_version : {0u, 1u, 2u, 3u}) {
        CAPTURE(sub_version);
        CHECK(verdict(calls_host(sub_version, 79)).starts_with(" ok"));
    }
    CHECK(verdict(calls_host(3, 86)).starts_with(" ok"));
    CHECK(verdict(calls_host(3, 87))
              .ends_with(
                  ": relocation to something that the module or the host does not have (word 0 of code, 8 bytes)"));
    CHECK(verdict(calls_host(2, 80))
              .ends_with(
                  ": relocation to something that the module or the host does not have (word 0 of code, 8 bytes)"));

    // A second word is there where words have 32 bits.
    const auto second_word = [](isa architecture) {
        return verdict(writer{}
                           .header({.architecture = architecture})
                           .counts(0, 0)
                           .viper(octets(0, 0, 0, 0, 0, 0, 0, 0), {.relocations = true})
                           .relocation(to::code, in_code(1))
                           .end_of_relocations());
    };
    CHECK(second_word(isa::xtensawin).starts_with(" ok"));
    CHECK(second_word(isa::rv64imc).starts_with("0x11: "));
}

TEST_CASE("verify points to damage") {
    const file_bytes whole = corpus_file("native/x64/relocs");
    for (std::size_t size = 0; size < whole.size(); size += 97) {
        CAPTURE(size);
        CHECK(verdict(std::span(whole).first(size)).ends_with(": the data ends inside this field"));
    }
    CHECK(verdict(writer{}.header({}).counts(1, 0).qstr("\xff").bytecode(octets(0))) ==
          "0x7: text that is not UTF-8 or, of a number, not ASCII");
}

TEST_CASE("verify refuses or tells bytes behind the module") {
    file_bytes longer = corpus_file("native/armv7m/counter");
    longer.resize(16 * 1024 * 1024, 0xff);
    CHECK(verdict(longer) == "0x87: bytes after the end of the module");
    CHECK(verdict(longer, {"--trailing"}).starts_with(" ok 135 bytes of 16777216, armv7m 6.3, "));
    longer[200] = 'M';
    CHECK(verdict(longer, {"--trailing"}).starts_with(" ok 135 bytes of 16777216, "));
}

TEST_CASE("verify in scope linked refuses by name what is none") {
    const outcome o = tool({"verify", "--scope", "linked", "native/x64/answer.mpy", "bytecode/sensor.mpy",
                            "bytecode/empty.mpy", "emitted/armv7m/asm.mpy"});
    CHECK(o.status == 1);
    CHECK(o.out ==
          "native/x64/answer.mpy: ok 29 bytes, x64 6.3, code 8, bss 0, rodata 0, relocated words 0\n"
          "bytecode/sensor.mpy:0x5: has constant objects: not a linked module\n"
          "bytecode/empty.mpy:0x11: bytecode, emitted or nested code: not a linked module\n"
          "emitted/armv7m/asm.mpy:0x2c: bytecode, emitted or nested code: not a linked module\n");
    CHECK(tool({"verify", "--scope", "all", "bytecode/sensor.mpy"}).status == 0);
}

TEST_CASE("a size that no machine has room for is well-formed") {
    CHECK(verdict(writer{}.header({.architecture = isa::armv7m}).counts(0, 0).viper(octets(0), {.bss = 0xffffffff})) ==
          " ok 14 bytes, armv7m 6.3, code 1, bss 4294967295, rodata 0, relocated words 0");
}

TEST_CASE("the exit status is that of the worst file, and every file is judged") {
    const std::string bad = written("bad.mpy", octets('M', 5));
    CHECK(tool({"verify", bad, "native/x64/answer.mpy"}).status == 1);
    const outcome o = tool({"verify", "none.mpy", bad, "native/x64", "native/x64/answer.mpy"});
    CHECK(o.status == 2);
    CHECK(o.err ==
          "natload: cannot read none.mpy: No such file or directory\n"
          "natload: cannot read native/x64: Is a directory\n");
    CHECK(o.out == bad +
                       ":0x1: another version of the .mpy format (expected 6, found 5): compile it again with tools of "
                       "version 6 (MicroPython 1.19 and later)\n" +
                       "native/x64/answer.mpy: ok 29 bytes, x64 6.3, code 8, bss 0, rodata 0, relocated words 0\n");
}
