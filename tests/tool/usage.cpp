// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include "command.hpp"

using natload::testing::tool;

TEST_CASE("a command line that makes no sense is status 2, with a message and nothing else") {
    const std::vector<std::string> wrong[] = {
        {},
        {"bake"},
        {"verify"},
        {"verify", "--scope", "some", "native/x64/answer.mpy"},
        {"verify", "--scope"},
        {"verify", "--json", "native/x64/answer.mpy"},
        {"plan"},
        {"identify"},
        {"identify", "6", "7"},
        {"run"},
        {"run", "native/x64/answer.mpy", "--args"},
        {"run", "native/x64/answer.mpy", "native/x64/counter.mpy"},
    };
    for (const auto& arguments : wrong) {
        const auto o = tool(arguments);
        CAPTURE(o.out);
        CHECK(o.status == 2);
        CHECK(o.out.empty());
        CHECK(!o.err.empty());
    }
}

TEST_CASE("help and version") {
    for (const char* command : {"verify", "plan", "identify", "run"}) {
        const auto o = tool({command, "--help"});
        CHECK(o.status == 0);
        CHECK(o.out.find("Exit status: 0 all is well; 1 a file was refused") != std::string::npos);
        CHECK(tool({"--help"}).out.find(std::string("\n  ") + command + " ") != std::string::npos);
    }
    CHECK(tool({"verify", "--help"}).out.find("in hexadecimal as hex dumps show it: 0x1a") != std::string::npos);
    CHECK(tool({"--version"}).out.starts_with("natload "));
}
