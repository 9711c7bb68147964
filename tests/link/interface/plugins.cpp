// SPDX-License-Identifier: MIT
// Modules of an interface: started, called with floating-point values, stopped; of another interface, refused.
#include <doctest/doctest.h>

#include <natload/load/plugin.hpp>

#include <corpus/interface.hpp>
#include <string_view>
#include <utility>

#include "link/interface/meter.h"
#include "modules/firmware.hpp"
#include "support/corpus.hpp"

using namespace natload;
using namespace natload::testing;

namespace {

constinit firmware the_firmware;
int stops = 0;

meter_host services() {
    meter_host host = {};
    host.offset = 0.5f;
    host.functions[0] = [](std::int32_t) { return std::int32_t{++stops}; };
    host.functions[199] = [](std::int32_t value) { return value + 199; };
    return host;
}

const corpus_file& file(std::string_view name) {
    for (const corpus_file& f : corpus::plugins::files) {
        if (f.name == name) return f;
    }
    FAIL("no such module");
    return corpus::plugins::files[0];
}

auto started(std::string_view name, const meter_host& host) {
    return start<meter>(the_firmware.load_with, *the_firmware.load_with.verify(file(name).bytes), host);
}

}  // namespace

TEST_CASE("a module is started, used through its interface, stopped") {
    const meter_host host = services();
    stops = 0;
    {
        auto module = started("meter", host);
        REQUIRE(module.error().code == errc::none);
        REQUIRE(*module);
        const float result = (*module)->scaled(3.0f, 4.0f);
        CHECK(result == 12.5f);
        CHECK((*module)->called(199, 1) == 200);
        auto other = std::move(*module);
        CHECK(!*module);
        CHECK((*other).called(199, 2) == 201);
        CHECK(stops == 0);
    }
    CHECK(stops == 1);
    CHECK(the_firmware.all_given_back());
}

TEST_CASE("what is for another interface is not run") {
    const meter_host host = services();
    CHECK(started("meter_of_old", host).error().code == errc::another_interface);
    CHECK(started("plain", host).error().code == errc::another_interface);
    CHECK(start<meter>(the_firmware.load_with, *the_firmware.load_with.verify(bytes{}), host).error().code ==
          errc::nothing_verified);
    CHECK(the_firmware.all_given_back());
}

TEST_CASE("a module may decline") {
    const meter_host nothing = {};
    CHECK(started("meter", nothing).error().code == errc::not_started);
    CHECK(the_firmware.all_given_back());
}

TEST_CASE("a module states how its calls pass floating-point values") {
    if constexpr (arch::native_float_abi != float_abi::unstated) {
        constexpr float_abi other = arch::native_float_abi == float_abi::soft ? float_abi::hard : float_abi::soft;
        using same = platform<arch::native, platform_options{.float_abi = arch::native_float_abi}>;
        using another = platform<arch::native, platform_options{.float_abi = other}>;
        CHECK(verify<same>(file("meter").bytes).error().code == errc::none);
        CHECK(verify<another>(file("meter").bytes).error().code == errc::float_abi);
    }
}
