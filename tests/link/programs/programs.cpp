// SPDX-License-Identifier: MIT
// Modules with initialised variables, constructors, variables in code, of several objects, with libraries.
#include <doctest/doctest.h>

#include <corpus/programs.hpp>
#include <string_view>

#include "modules/firmware.hpp"
#include "support/corpus.hpp"

using namespace natload;
using namespace natload::testing;

namespace {

NATLOAD_TEST_FIRMWARE firmware the_firmware;

/// The same firmware, as one that takes modules with variables in their code.
using lenient_platform = platform<arch::native, platform_options{.variables_in_code = true}>;
loader<lenient_platform, decltype(the_firmware.code), decltype(the_firmware.data), decltype(the_firmware.host)> lenient(
    lenient_platform{}, the_firmware.code, the_firmware.data, the_firmware.host);

/// Loads every module of this name, one after the other, and calls check(module, image). They are in every folder.
template <class Check>
void each(std::string_view name, Check&& check) {
    std::size_t count = 0;
    for (const corpus_file& file : corpus::programs::files) {
        if (file.name != name) continue;
        CAPTURE(file.folder);
        const auto verified = lenient.verify(file.bytes);
        REQUIRE(verified.error().code == errc::none);
        auto module = lenient.load(*verified);
        REQUIRE(module.error().code == errc::none);
        check(*module, file.bytes);
        ++count;
    }
    CHECK(count == corpus::programs::folders);
    CHECK(the_firmware.all_given_back());
}

}  // namespace

TEST_CASE("initialised variables have their values, and keep what the module makes of them") {
    for (int time = 0; time < 2; ++time) {  // an instance starts afresh, whatever another did
        each("variables", [](const auto& module, bytes) {
            CHECK(call(module) == 60 + 6000 + 100000 + 'e');
            CHECK(call(module, 7) == 67 + 7000 + 200000 + 'e' + 1);
            CHECK(call(module) == 67 + 8000 + 300000 + 'e');
        });
    }
}

TEST_CASE("constructors run once, before the entry, which has its arguments") {
    each("constructors", [](const auto& module, bytes) {
        CHECK(call(module, 1, 2, 3, 4) == 550 + 11000 + 5);
        CHECK(call(module) == 550 + 11000);
        CHECK(call(module, 0, 0) == 550 + 11000 + 2);
    });
}

TEST_CASE("variables in code are variables, on platforms that take them") {
    std::size_t marked = 0;
    for (int time = 0; time < 2; ++time) {
        each("in_code", [&](const auto& module, bytes image) {
            CHECK(call(module) == 41 + 98000 + 1000000);
            CHECK(call(module, 1) == 42 + 98000 + 2000000 + 100);
            CHECK(call(module, 1) == 43 + 98000 + 3000000 + 200);
            const errc strict = the_firmware.load_with.verify(image).error().code;
            if (strict == errc::code_flags) ++marked;
            CHECK((strict == errc::none || strict == errc::code_flags));
        });
    }
#if defined(__XTENSA__)
    CHECK(marked == 0);  // every address comes from a literal
#else
    CHECK(marked == 2 * corpus::programs::folders);
#endif
}

TEST_CASE("several objects, a library and externals are one module") {
    each("several", [](const auto& module, bytes) {
        CHECK(call(module, 0) == 2);  // the strong one of two
        CHECK(call(module, 1) == 1);  // a weak one that is nowhere
        CHECK(call(module, 2, 5) == 26);
        CHECK(call(module, 3, 77) == 77);
        CHECK(call(module, 4) == 0x1230);
        CHECK(call(module, 5) == 11);  // one variable of two objects
        CHECK(call(module, 5) == 22);
        for (native_word i = 0; i != 3; ++i) CHECK(call(module, 7, i) == i * sizeof(native_word) % 8);
        for (native_word i = 0; i != 8; ++i) CHECK(call(module, 8, i) == 100 + i);
    });
}

TEST_CASE("the same text of two objects is there once") {
    std::size_t once = 0;
    each("several", [&](const auto& module, bytes) { once += call(module, 6); });
    CHECK(once >= corpus::programs::folders * 2 / 3);  // GCC without optimization does not say that it may be
}

TEST_CASE("quotients of 64 bits and doubles") {
    struct row {
        native_word a, b;
        native_word results[7];
    };
    constexpr row rows[] = {
        {123456789, 987654u, {4293845346u, 927844u, 3594412605u, 136131685u, 2696953280u, 1u, 0u}},
        {7, 11u, {3904515726u, 7u, 1789569710u, 10u, 10866666u, 0u, 1u}},
        {200000000, 4000000000u, {644245097u, 955754903u, 3786290889u, 1553333332u, 2575660085u, 1u, 1u}},
    };
    each("wide", [&](const auto& module, bytes) {
        for (const row& r : rows) {
            for (native_word which = 0; which != 7; ++which) {
                CAPTURE(which);
                CHECK(call(module, which, r.a, r.b) == r.results[which]);
            }
        }
    });
}

TEST_CASE("functions of the C library") {
    if constexpr (corpus::programs::has_c_library) {
        each("mathematics", [](const auto& module, bytes) {
            CHECK(call(module, 0, 0x3f800000) - 0x3f576aa4 <= 1);  // sin(1) = 0.84147098, or the number above
            CHECK(call(module, 1, 0xc0200000u) == 0xc0400000u);    // floor(-2.5) = -3
            CHECK(call(module, 2, reinterpret_cast<native_word>("four")) == 4);
        });
    }
}
