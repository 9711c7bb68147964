// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include <algorithm>

#include "command.hpp"
#include "support/reference_reader/model.hpp"

using namespace natload::testing;

namespace {

// Every raw code of machine code without relocations, in the order of the file.
void collect(const reference::raw_code& c, std::vector<const reference::raw_code*>& all) {
    if (c.kind != 0 && c.relocations.empty()) all.push_back(&c);
    for (const reference::raw_code& child : c.children) collect(child, all);
}

}  // namespace

TEST_CASE("pad aligns what can run in place, and changes nothing else") {
    for (const char* const name :
         {"emitted/x64/emitted", "emitted/armv7m/asm", "native/armv7m/answer", "bytecode/sensor"}) {
        INFO(std::string(name));
        const file_bytes before = corpus_file(name);
        const outcome o = tool({"pad", std::string(name) + ".mpy", "-o", scratch("padded").string(), "--align", "32"});
        CHECK(o.status == 0);
        CHECK(o.out == "");
        const file_bytes after = contents(scratch("padded"));

        const auto host = [](const file_bytes& image) {
            return reference::options_of(natload::testing::isa{static_cast<std::uint8_t>(image[2] >> 2 & 15)});
        };
        const reference::result was = reference::read(before, host(before)), is = reference::read(after, host(after));
        REQUIRE((was.image && is.image));
        std::vector<const reference::raw_code*> old_codes, new_codes;
        collect(was.image->root, old_codes);
        collect(is.image->root, new_codes);
        REQUIRE(old_codes.size() == new_codes.size());
        for (std::size_t i = 0; i < old_codes.size(); ++i) {
            CHECK((new_codes[i]->code.data() - after.data()) % 32 == 0);
            CHECK(std::equal(old_codes[i]->code.begin(), old_codes[i]->code.end(), new_codes[i]->code.begin(),
                             new_codes[i]->code.end()));
        }
        CHECK((after.size() > before.size()) == !old_codes.empty());
        CHECK(after.size() <= before.size() + 31 * old_codes.size());
    }
}

TEST_CASE("pad refuses what is malformed, and tells what it can't do") {
    file_bytes cut = corpus_file("native/x64/answer");
    cut.pop_back();
    const outcome refused = tool({"pad", written("cut.mpy", cut), "-o", scratch("none").string()});
    CHECK(refused.status == 1);
    CHECK(refused.out.find("cut.mpy:0x") != std::string::npos);
    CHECK(tool({"pad", "no_such.mpy", "-o", scratch("none").string()}).status == 2);
    CHECK(tool({"pad", "native/x64/answer.mpy", "-o", "/no/such/folder/x"}).status == 2);
    CHECK(tool({"pad", "native/x64/answer.mpy", "-o", scratch("none").string(), "--align", "3"}).status == 2);
}
