// SPDX-License-Identifier: MIT
// Real modules on the machine that they are for: each loaded once and called in order, released, and all of it again.
#include <doctest/doctest.h>

#include <algorithm>
#include <corpus/here.hpp>
#include <string_view>

#include "modules/firmware.hpp"
#include "support/expected.hpp"
#include "support/sha256_vectors.hpp"

using namespace natload;
using namespace natload::testing;

namespace {

NATLOAD_TEST_FIRMWARE firmware the_firmware;

std::uint8_t message[1'000'000];

const expected_module& expected_of(std::string_view name) {
    const auto* const found = std::find_if(std::begin(expected_modules), std::end(expected_modules),
                                           [&](const expected_module& module) { return module.name == name; });
    REQUIRE(found != std::end(expected_modules));
    return *found;
}

template <class Module>
auto caller(const Module& module) {
    return [&](std::span<const native_word> args) { return call_entry(module, args.size(), args.data()); };
}

// Loads every file of this name, twice each, and lets `check` have the module. How many there were.
template <class Check>
std::size_t load_twice(std::string_view name, Check&& check) {
    std::size_t files = 0;
    for (const corpus_file& file : corpus::here::files) {
        if (file.name != name) continue;
        CAPTURE(file.folder);
        ++files;
        for (int time = 0; time < 2; ++time) {
            auto module = the_firmware.load(file.bytes);
            REQUIRE(module.error().code == errc::none);
            CHECK(!the_firmware.all_given_back());
            check(*module);
            module->release();
            CHECK(the_firmware.all_given_back());
        }
    }
    return files;
}

// A file in each folder; but the field's linker fails on some modules for Xtensa.
constexpr std::size_t files_of(std::string_view name) {
    constexpr std::string_view not_for_xtensa[] = {"counter", "floats", "hostcalls", "memory", "strings"};
    const bool missing = !corpus::here::complete && std::find(std::begin(not_for_xtensa), std::end(not_for_xtensa),
                                                              name) != std::end(not_for_xtensa);
    return missing ? 0 : corpus::here::folders;
}

}  // namespace

// Names of test cases: a type for each module.
namespace named {

struct answer {
    static constexpr auto name = "answer";
};
struct counter {
    static constexpr auto name = "counter";
};
struct dispatch {
    static constexpr auto name = "dispatch";
};
struct floats {
    static constexpr auto name = "floats";
};
struct hostcalls {
    static constexpr auto name = "hostcalls";
};
struct memory {
    static constexpr auto name = "memory";
};
struct relocs {
    static constexpr auto name = "relocs";
};
struct sha256 {
    static constexpr auto name = "sha256";
};
struct strings {
    static constexpr auto name = "strings";
};

}  // namespace named

TEST_CASE_TEMPLATE("returns what its source says", Module, named::answer, named::counter, named::dispatch,
                   named::floats, named::hostcalls, named::memory, named::relocs, named::sha256, named::strings) {
    const expected_module& expected = expected_of(Module::name);
    std::size_t calls = 0;
    const std::size_t files = load_twice(Module::name, [&](const auto& loaded) {
        const auto number_of = [](const char* name) { return the_firmware.number_of(name); };
        run_calls<native_word>(expected.calls, caller(loaded), number_of,
                               [&](const expected_call&, native_word actual, native_word wanted) {
                                   CHECK(actual == wanted);
                                   ++calls;
                               });
    });
    CHECK(files == files_of(Module::name));
    CHECK(calls == 2 * files * expected.calls.size());
}

TEST_CASE("sha256 gives the digests of FIPS 180-4") {
    std::size_t digests = 0, expected = 0;
    const std::size_t files = load_twice("sha256", [&](const auto& loaded) {
        // The last and longest message is a megabyte: where a machine is emulated, one file hashes it.
        std::span<const sha256_vector> vectors(sha256_vectors);
#if defined(NATLOAD_TEST_SLOW)
        if (digests != 0) vectors = vectors.first(std::size(vectors) - 1);
#endif
        expected += vectors.size();
        run_sha256<native_word>(vectors, message, caller(loaded),
                                [&](const sha256_vector& vector, native_word returned, const sha256_digest& digest) {
                                    CHECK(returned == 0);
                                    CHECK((digest == vector.digest));
                                    ++digests;
                                });
    });
    CHECK(files == files_of("sha256"));
    CHECK(digests == expected);
}

#if !defined(NATLOAD_TEST_WINDOWED)
TEST_CASE("a call in words, and an entry of another signature") {
    load_twice("answer", [](const auto& loaded) {
        CHECK(loaded.call() == 42);
        CHECK(loaded.call(1, 2) == 44);
        const auto entry =
            loaded.template entry<native_word(const void*, std::size_t, std::size_t, const native_word*)>();
        CHECK(entry(nullptr, 0, 0, nullptr) == 42);
    });
}
#endif

TEST_CASE("all modules at a time, each with a state of its own") {
    using loaded_module = std::remove_cvref_t<decltype(*the_firmware.load(bytes{}))>;
    static loaded_module loaded[2 * std::size(expected_modules)];
    const auto files = std::span(corpus::here::files).first(std::size(corpus::here::files) / corpus::here::folders);
    std::size_t count = 0;
    for (const corpus_file& file : files) {
        for (int time = 0; time < 2; ++time) {
            auto module = the_firmware.load(file.bytes);
            REQUIRE(module.error().code == errc::none);
            loaded[count++] = *std::move(module);
        }
    }
    CHECK(count >= 8);
    // In turns, so that one's state would show in the other's results.
    for (std::size_t i = 0; i < count; i += 2) {
        const expected_module& expected = expected_of(files[i / 2].name);
        CAPTURE(expected.name);
        for (const expected_call& call : expected.calls) {
            const native_word wanted =
                call.result.as_word<native_word>([](const char* name) { return the_firmware.number_of(name); });
            native_word args[3] = {};
            std::copy_n(call.args.words.begin(), call.args.count, args);
            CHECK(call_entry(loaded[i], call.args.count, args) == wanted);
            CHECK(call_entry(loaded[i + 1], call.args.count, args) == wanted);
        }
    }
    for (std::size_t i = 0; i < count; ++i) loaded[5 * i % count].release();  // no common divisor: each has its turn
    CHECK(the_firmware.all_given_back());
}

TEST_CASE("ten thousand loads, calls and releases leave nothing") {
    for (const corpus_file& file : corpus::here::files) {
        if (std::string_view(file.name) != "strings") continue;
        for (int i = 0; i < 10'000; ++i) {
            auto module = the_firmware.load(file.bytes);
            if (!module || call(*module, 0) != the_firmware.number_of("temperature")) FAIL("load ", i);
        }
        break;  // one will do
    }
    CHECK(the_firmware.all_given_back());
}

TEST_CASE("a damaged module is refused") {
    for (const corpus_file& file : corpus::here::files) {
        CAPTURE(file.folder);
        CAPTURE(file.name);
        const auto verified = the_firmware.load_with.verify(file.bytes.first(file.bytes.size() - 1));
        CHECK(verified.error().code == errc::truncated);
        CHECK(the_firmware.load_with.load(*verified).error().code == errc::nothing_verified);
    }
    CHECK(the_firmware.all_given_back());
}
