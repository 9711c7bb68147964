// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include <string_view>

#include "command.hpp"
#include "support/expected.hpp"
#include "support/mpy_writer.hpp"

using namespace natload::testing;

#if defined(__x86_64__)

TEST_CASE("run calls the modules of the corpus once for each group") {
    for (const expected_module& module : expected_modules) {
        CAPTURE(module.name);
        // Words decimal and hexadecimal in turn.
        std::vector<std::string> arguments{"run", "native/x64/" + std::string(module.name) + ".mpy"};
        std::string expected;
        for (const expected_call& call : module.calls) {
            std::string group;
            for (std::size_t i = 0; i < call.args.count; ++i) {
                char word[16];
                std::snprintf(word, sizeof word, i % 2 == 0 ? "%u" : "0x%x", call.args.words[i]);
                group += (i == 0 ? "" : ",") + std::string(word);
            }
            arguments.insert(arguments.end(), {"--args", group});
            // The host numbers names from 166 on, its module's own name first.
            const auto number_of = [&](std::string_view name) {
                return name == "a_rather_long_name_that_no_firmware_has_interned_before" ? 167u
                       : name == "read_register"                                         ? 168u
                       : name == "temperature"                                           ? 169u
                                                                                         : 170u;
            };
            expected += std::to_string(call.result.as_word<std::uint64_t>(number_of)) + "\n";
        }
        const outcome o = tool(arguments);
        CHECK(o.status == 0);
        CHECK(o.out == expected);
        CHECK(o.err.empty());
    }
}

TEST_CASE("run without groups calls once, without arguments") {
    CHECK(tool({"run", "native/x64/answer.mpy"}).out == "42\n");
    CHECK(tool({"run", "native/x64/answer.mpy", "--args", ""}).out == "42\n");
    CHECK(tool({"run", "native/x64/answer.mpy", "--args=1,2"}).out == "44\n");
}

TEST_CASE("run takes words of any sign and width") {
    // mov rax, [rcx]; ret: the first argument.
    const std::string first = written(
        "first.mpy", writer{}.header({.architecture = isa::x64}).counts(0, 0).viper(octets(0x48, 0x8b, 0x01, 0xc3)));
    const auto call = [&](const std::string& word) { return tool({"run", first, "--args", word}); };
    CHECK(call("-1").out == "18446744073709551615\n");
    CHECK(call("-9223372036854775808").out == "9223372036854775808\n");
    CHECK(call("18446744073709551615").out == "18446744073709551615\n");
    CHECK(call("0xffffFFFFffffFFFF").out == "18446744073709551615\n");
    CHECK(call("-0x10").out == "18446744073709551600\n");
    for (const char* word : {"18446744073709551616", "-9223372036854775809", "1,", ",1", "1 ", "0x", "-", "--1", "x"}) {
        CAPTURE(word);
        CHECK(call(word).status == 2);
        CHECK(call(word).out.empty());
    }
}

TEST_CASE("run says which function of the host a module misses") {
    const std::string missing =
        written("missing.mpy", writer{}
                                   .header({.architecture = isa::x64})
                                   .counts(0, 0)
                                   .viper(octets(0x48, 0x8b, 0x05, 0x09, 0, 0, 0,  // mov rax, [rip + 9]
                                                 0xff, 0xe0,                       // jmp rax
                                                 0, 0, 0, 0, 0, 0, 0,              //
                                                 0, 0, 0, 0, 0, 0, 0, 0),          // the entry
                                          {.relocations = true})
                                   .relocation(to::host_entry(17), in_code(2))
                                   .end_of_relocations());
    const outcome o = tool({"run", missing});
    CHECK(o.status == 1);
    CHECK(o.out.empty());
    CHECK(o.err == "natload: host entry not available: 17\n");
}

TEST_CASE("run refuses other modules") {
    const outcome other = tool({"run", "native/armv7m/answer.mpy"});
    CHECK(other.status == 1);
    CHECK(other.err ==
          "native/armv7m/answer.mpy:0x2: machine code for another architecture (expected x64, found armv7m): build it "
          "for x64\n");
    const outcome python = tool({"run", "emitted/x64/emitted.mpy"});
    CHECK(python.status == 1);
    CHECK(python.err == "emitted/x64/emitted.mpy:0x5: has constant objects: not a linked module\n");
    file_bytes older = corpus_file("native/x64/answer");
    older[2] = static_cast<std::uint8_t>(older[2] & ~3) | 1;
    const outcome abi = tool({"run", written("older.mpy", older)});
    CHECK(abi.status == 1);
    CHECK(
        abi.err.ends_with("older.mpy:0x2: another sub-version of the native ABI (expected 6.3, found 6.1): build it "
                          "with tools of the host's sub-version\n"));
    CHECK(tool({"run", "none.mpy"}).status == 2);
}

#else

TEST_CASE("run is for x64") { CHECK(tool({"run", "native/x64/answer.mpy"}).status == 2); }

#endif
