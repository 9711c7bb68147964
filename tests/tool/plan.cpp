// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "command.hpp"
#include "support/mpy_writer.hpp"

using namespace natload::testing;
using nlohmann::json;

TEST_CASE("plan tells the budget of a linked module") {
    const outcome o = tool({"plan", "native/armv7m/counter.mpy"});
    CHECK(o.status == 0);
    CHECK(o.out ==
          "native/armv7m/counter.mpy\n"
          "  linked module for armv7m, native ABI 6.3\n"
          "  code                  108  aligned to 16\n"
          "    pmsav7              128  aligned to 128\n"
          "    pmsav8              128  aligned to 32\n"
          "  data                   34  aligned to 8\n"
          "    bss                  32\n"
          "    rodata                0\n"
          "    name table            2\n"
          "    object table          0\n"
          "  relocated words         3\n"
          "  raw codes               1\n"
          "  depth                   1\n"
          "  bytes used            135\n");
}

TEST_CASE("plan tells the sums over other files") {
    const outcome o = tool({"plan", "emitted/x64/emitted.mpy", "bytecode/sensor.mpy"});
    CHECK(o.status == 0);
    CHECK(o.out ==
          "emitted/x64/emitted.mpy\n"
          "  raw code for x64, native ABI 6.3\n"
          "  code                 1360  aligned to 16\n"
          "  bytecode               57\n"
          "  data                  104  aligned to 16\n"
          "    bss                   0\n"
          "    rodata                0\n"
          "    name table           30\n"
          "    object table          8\n"
          "    child tables         64\n"
          "  relocated words         0\n"
          "  raw codes               8\n"
          "  depth                   3\n"
          "  bytes used           1506\n"
          "bytecode/sensor.mpy\n"
          "  bytecode for any architecture; tables as 32-bit words\n"
          "  code                    0  aligned to 16\n"
          "  bytecode              267\n"
          "  data                  120  aligned to 8\n"
          "    bss                   0\n"
          "    rodata                0\n"
          "    name table           54\n"
          "    object table         32\n"
          "    child tables         32\n"
          "  relocated words         0\n"
          "  raw codes               9\n"
          "  depth                   3\n"
          "  bytes used            536\n");
}

TEST_CASE("plan adds up what is rounded as it is placed") {
    const auto image = writer{}
                           .header({.architecture = isa::rv64imc})
                           .counts(3, 1)
                           .qstr("m.mpy")
                           .static_qstr(1)
                           .static_qstr(2)
                           .object(object_type::none)
                           .viper(octets(1, 2, 3), {.rodata = octets(1, 2, 3), .bss = 9, .children = true})
                           .children(1)
                           .viper(octets(1, 2, 3), {.bss = 1});
    const outcome o = tool({"plan", "--json", written("tree.mpy", image)});
    REQUIRE(o.status == 0);
    const json j = json::parse(o.out).at(0);
    CHECK(j.at("linked") == false);
    CHECK(j.at("code") == 32);
    CHECK(j.at("bss") == 24);
    CHECK(j.at("rodata") == 8);
    CHECK(j.at("name_table") == 6);
    CHECK(j.at("object_table") == 8);
    CHECK(j.at("child_tables") == 8);
    CHECK(j.at("data") == 56);
    CHECK(j.at("depth") == 2);
    CHECK(j.at("raw_codes") == 2);
}

TEST_CASE("plan --json") {
    const std::string bad = written("bad.mpy", octets('M', 5));
    const outcome o = tool({"plan", "--json", "native/armv7m/counter.mpy", bad});
    CHECK(o.status == 1);
    const json j = json::parse(o.out);
    REQUIRE(j.size() == 2);
    CHECK(j[0] == json::parse(R"({
        "file": "native/armv7m/counter.mpy", "architecture": "armv7m", "abi": "6.3", "float_abi": "not stated", "linked": true, "code": 108,
        "code_alignment": 16, "protected_code": {"pmsav7": {"size": 128, "alignment": 128}, "pmsav8": {"size": 128, "alignment": 32}},
        "bytecode": 0, "data": 34, "data_alignment": 8, "bss": 32, "rodata": 0, "name_table": 2,
        "object_table": 0, "child_tables": 0, "relocated_words": 3, "depth": 1, "raw_codes": 1, "used": 135})"));
    CHECK(j[1].size() == 3);
    CHECK(j[1].at("file") == bad);
    CHECK(j[1].at("offset") == 1);
    CHECK(j[1].at("error").get<std::string>().starts_with("another version of the .mpy format (expected 6, found 5)"));
}

TEST_CASE("plan refuses what no machine has room for") {
    const auto huge = [](isa architecture, std::uint32_t bss, bool with_child) {
        auto image = writer{}.header({.architecture = architecture}).counts(0, 0);
        image.viper(octets(0), {.bss = bss, .children = with_child});
        if (with_child) image.children(1).viper(octets(0), {.bss = bss});
        return written("huge.mpy", image);
    };
    const outcome o = tool({"plan", huge(isa::armv7m, 0xffffffff, false)});
    CHECK(o.status == 1);
    CHECK(o.out.ends_with("huge.mpy: more data than the platform allows or can address\n"));
    CHECK(tool({"plan", huge(isa::armv7m, 0xfffffff0, false)}).status == 0);
    CHECK(tool({"plan", huge(isa::x64, 0xfffffff0, true)}).status == 1);
    CHECK(tool({"plan", huge(isa::x64, 0x7ffffff0, true)}).status == 0);
}
