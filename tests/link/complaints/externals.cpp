// SPDX-License-Identifier: MIT
#include "assembled.hpp"
#include "link/names.hpp"

using namespace natload;
using namespace natload::testing;

namespace {

std::string complaint_about_list(const char* text) {
    const auto read = linker::read_externals("list", text);
    const auto* const c = std::get_if<linker::complaint>(&read);
    return c == nullptr ? "" : c->text();
}

}  // namespace

TEST_CASE("externals are addresses or entries of the host's table") {
    const auto read = linker::read_externals("list",
                                             "// of the ROM\nPROVIDE ( rom_call = 0x40000c44 );\n\n"
                                             "other = 12;\nfrom_host = host[7]\n/* no assignment */\n");
    REQUIRE(read.index() == 0);
    const auto& externals = std::get<0>(read);
    REQUIRE(externals.size() == 3);
    CHECK(externals.at("rom_call").kind == linker::external::absolute);
    CHECK(externals.at("rom_call").value == 0x40000c44);
    CHECK(externals.at("other").value == 12);
    CHECK(externals.at("from_host").kind == linker::external::host_entry);
    CHECK(externals.at("from_host").value == 7);
}

TEST_CASE("lists that say nothing") {
    CHECK(complaint_about_list("x = y") == "list:1: 'x = y': neither NAME = ADDRESS nor NAME = host[ENTRY]");
    CHECK(complaint_about_list("\nx = host[118]") ==
          "list:2: 'x = host[118]': the format can name entries 0 to 117 of the host's table");
}

TEST_CASE("a call of an external goes through a word that is loaded") {
    linker::options how;
    how.externals["outside"] = {linker::external::host_entry, 3};
    CHECK(complaint_about(entry + "jmp outside", how) == "");
    how.externals["outside"] = {linker::external::absolute, 0x1234};
    CHECK(complaint_about(entry + "jmp outside", how) == "");
}

TEST_CASE("names are found in sources") {
    const auto names = linker::find_names({"f(MP_QSTR_b, MP_QSTR_a_1); x_MP_QSTR_no;", "MP_QSTR_b MP_QSTR_"});
    CHECK(names == std::vector<std::string>{"b", "a_1"});
}
