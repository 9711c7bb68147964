// SPDX-License-Identifier: MIT
// Modules with initialised variables and with constructors: prepared at the first call, and not again.
#include <doctest/doctest.h>

#include <corpus/data.hpp>
#include <string_view>

#include "modules/firmware.hpp"
#include "support/corpus.hpp"

using namespace natload;
using namespace natload::testing;

namespace {

constinit firmware the_firmware;

/// Loads every module of this name, one after the other, and calls check(module). Returns how many there are.
template <class Check>
std::size_t each(std::string_view name, Check&& check) {
    std::size_t count = 0;
    for (const corpus_file& file : corpus::data::files) {
        if (file.name != name) continue;
        CAPTURE(file.folder);
        auto module = the_firmware.load(file.bytes);
        REQUIRE(module.error().code == errc::none);
        check(*module);
        ++count;
    }
    CHECK(the_firmware.all_given_back());
    return count;
}

}  // namespace

TEST_CASE("initialised variables have their values, and keep what the module makes of them") {
    CHECK(each("variables", [](const auto& module) {
              CHECK(module.call() == 60 + 6000 + 100000 + 'e');
              CHECK(module.call(7) == 67 + 7000 + 200000 + 'e' + 1);
              CHECK(module.call() == 67 + 8000 + 300000 + 'e');
          }) == std::size(corpus::data::files) / 2);
}

TEST_CASE("constructors run once, before the entry, which has its arguments") {
    CHECK(each("constructors", [](const auto& module) {
              CHECK(module.call(1, 2, 3, 4) == 550 + 11000 + 5);
              CHECK(module.call() == 550 + 11000);
              CHECK(module.call(0, 0) == 550 + 11000 + 2);
          }) == std::size(corpus::data::files) / 2);
}

TEST_CASE("an instance starts afresh, whatever another did") {
    for (int time = 0; time < 2; ++time) {
        each("variables", [](const auto& module) { CHECK(module.call(1) == 61 + 6000 + 100000 + 'e' + 1); });
    }
}
