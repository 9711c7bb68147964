// SPDX-License-Identifier: MIT
// The expected results against the modules' own sources, compiled for this machine.
#include "support/expected.hpp"

#include <doctest/doctest.h>

#include <cstring>
#include <string_view>
#include <vector>

#include "corpus_sources/names.h"
#include "support/sha256_vectors.hpp"

using namespace natload::testing;
using word = std::uintptr_t;
using entry = word(void* context, std::size_t n_args, std::size_t n_kw, const word* args);

extern "C" {
entry answer_entry, counter_entry, dispatch_entry, hostcalls_entry, strings_entry, floats_entry, memory_entry,
    relocs_entry, sha256_entry;

struct host_table {
    word entries[87];
};
extern const host_table mp_fun_table;
}

namespace {

word first_argument(word first, word) { return first; }

host_table table() {
    host_table t{};
    t.entries[3] = t.entries[4] = reinterpret_cast<word>(&first_argument);
    t.entries[50] = reinterpret_cast<word>(&std::memset);
    t.entries[51] = reinterpret_cast<word>(&std::memmove);
    return t;
}

word number_of(std::string_view name) {
    if (name == "temperature") return MP_QSTR_temperature;
    if (name == "read_register") return MP_QSTR_read_register;
    if (name == "x") return MP_QSTR_x;
    REQUIRE(name == "a_rather_long_name_that_no_firmware_has_interned_before");
    return MP_QSTR_a_rather_long_name_that_no_firmware_has_interned_before;
}

entry* entry_of(std::string_view module) {
    if (module == "answer") return answer_entry;
    if (module == "counter") return counter_entry;
    if (module == "dispatch") return dispatch_entry;
    if (module == "hostcalls") return hostcalls_entry;
    if (module == "strings") return strings_entry;
    if (module == "floats") return floats_entry;
    if (module == "memory") return memory_entry;
    if (module == "relocs") return relocs_entry;
    REQUIRE(module == "sha256");
    return sha256_entry;
}

}  // namespace

const host_table mp_fun_table = table();

TEST_CASE("the sources of the corpus return what is expected") {
    std::size_t compared = 0;
    for (const expected_module& module : expected_modules) {
        CAPTURE(module.name);
        const auto call = [f = entry_of(module.name)](std::span<const word> args) {
            return f(nullptr, args.size(), 0, args.data());
        };
        run_calls<word>(module.calls, call, number_of, [&](const expected_call&, word actual, word expected) {
            CHECK(actual == expected);
            ++compared;
        });
    }
    CHECK(compared == 35);
}

TEST_CASE("the source of sha256 gives the digests") {
    std::vector<std::uint8_t> memory(1'000'000);
    std::size_t compared = 0;
    const auto call = [](std::span<const word> args) { return sha256_entry(nullptr, args.size(), 0, args.data()); };
    run_sha256<word>(sha256_vectors, memory, call,
                     [&](const sha256_vector& vector, word returned, const sha256_digest& digest) {
                         CAPTURE(vector.text);
                         CHECK(returned == 0);
                         CHECK(digest == vector.digest);
                         ++compared;
                     });
    CHECK(compared == 4);
}

TEST_CASE("a digest is bytes in the order in which it is printed") {
    CHECK(sha256_vectors[0].digest[0] == 0xba);
    CHECK(sha256_vectors[0].digest[31] == 0xad);
}

TEST_CASE("a message longer than the memory fails") {
    std::uint8_t memory[2];
    bool called = false;
    const auto call = [&](std::span<const word>) -> word {
        called = true;
        return 0;
    };
    word seen = 0;
    run_sha256<word>(std::span(sha256_vectors).first(1), memory, call,
                     [&](const sha256_vector&, word returned, const sha256_digest&) { seen = returned; });
    CHECK(!called);
    CHECK(seen == ~word{0});
}

TEST_CASE_TEMPLATE("expectations in words of each width", Word, std::uint32_t, std::uint64_t) {
    static constexpr expected_call calls[] = {
        {{1, 2, 3}, 7}, {{}, expected::all_ones}, {{9}, expected::number_of("temperature")}};

    std::vector<std::vector<Word>> calls_made;
    const auto call = [&](std::span<const Word> args) -> Word {
        calls_made.emplace_back(args.begin(), args.end());
        return 7;
    };
    std::vector<Word> expected_words;
    std::vector<Word> actual_words;
    run_calls<Word>(calls, call, number_of, [&](const expected_call&, Word actual, Word expected) {
        actual_words.push_back(actual);
        expected_words.push_back(expected);
    });
    CHECK(calls_made == std::vector<std::vector<Word>>{{1, 2, 3}, {}, {9}});
    CHECK(actual_words == std::vector<Word>{7, 7, 7});
    CHECK(expected_words == std::vector<Word>{7, static_cast<Word>(-1), MP_QSTR_temperature});
}
