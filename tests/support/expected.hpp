// SPDX-License-Identifier: MIT
// What the linked modules of the corpus return (the table of tests/corpus/README.md), for words of 32 and of 64 bits.
//
// A test loads a module once and runs its calls in their order; `report` compares in the way of its framework:
//
//   run_calls<word>(module.calls, call, number_of, [](const expected_call&, word actual, word expected) {
//       CHECK(actual == expected);
//   });
//
// where word call(std::span<const word> args) calls the entry, and word number_of(const char* name) asks the host.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>

namespace natload::testing {

struct arguments {
    constexpr arguments(std::initializer_list<std::uint32_t> list) {
        for (const std::uint32_t word : list) {
            words[count++] = word;
        }
    }

    std::array<std::uint32_t, 3> words{};
    std::size_t count = 0;
};

// A number, all ones in a word of any width, or the host's number of a name.
struct expected_result {
    // NOLINTNEXTLINE(google-explicit-constructor): most results are plain numbers
    constexpr expected_result(std::uint32_t value) : number(value) {}

    template <class Word, class NumberOf>
    constexpr Word as_word(NumberOf&& number_of) const {
        if (name != nullptr) {
            return static_cast<Word>(number_of(name));
        }
        return all_ones ? static_cast<Word>(~Word{0}) : static_cast<Word>(number);
    }

    std::uint32_t number;
    bool all_ones = false;
    const char* name = nullptr;
};

struct expected_call {
    arguments args;
    expected_result result;
};

struct expected_module {
    const char* name;
    std::span<const expected_call> calls;
};

// Calls in order; report(const expected_call&, Word actual, Word expected) after each.
template <class Word, class Call, class NumberOf, class Report>
constexpr void run_calls(std::span<const expected_call> calls, Call&& call, NumberOf&& number_of, Report&& report) {
    for (const expected_call& each : calls) {
        std::array<Word, 3> args{};
        for (std::size_t i = 0; i < each.args.count; ++i) {
            args[i] = each.args.words[i];
        }
        const Word expected = each.result.as_word<Word>(number_of);
        const Word actual = call(std::span<const Word>(args.data(), each.args.count));
        report(each, actual, expected);
    }
}

namespace expected {

constexpr expected_result number_of(const char* name) {
    expected_result result = 0;
    result.name = name;
    return result;
}

constexpr expected_result all_ones = [] {
    expected_result result = 0;
    result.all_ones = true;
    return result;
}();

inline constexpr expected_call answer[] = {{{}, 42}, {{1, 2}, 44}};
inline constexpr expected_call counter[] = {{{5}, 65541}, {{6}, 131083}, {{7}, 196626}, {{8}, 262170}, {{9}, 327715}};
inline constexpr expected_call dispatch[] = {
    {{0, 2, 3}, 1380}, {{1, 9, 4}, 1397}, {{2, 6, 7}, 10869}, {{3, 0, 0}, 10849}, {{9, 9, 9}, all_ones},
};
// The host's entries 3 and 4 return their first argument, 50 is memset, 51 memmove.
inline constexpr expected_call hostcalls[] = {{{}, 3305448}, {{5}, 3305453}};
inline constexpr expected_call strings[] = {
    {{0}, number_of("temperature")},
    {{1}, number_of("read_register")},
    {{2}, number_of("a_rather_long_name_that_no_firmware_has_interned_before")},
    {{3}, number_of("x")},
    {{4}, 0},
};
// Bits of singles: 1, 2, 3; their mean times 1.5 is 3.
inline constexpr expected_call floats[] = {{{0x3f800000, 0x40000000, 0x40400000}, 0x40400000}};
inline constexpr expected_call memory[] = {{{}, 852}, {{0}, 828}, {{4}, 852}, {{32}, 852}, {{33}, all_ones}};
inline constexpr expected_call relocs[] = {
    {{0}, 1}, {{1}, 2}, {{2}, 1077}, {{3}, 1}, {{4}, 25}, {{5}, 1}, {{6}, 1}, {{239}, 1217}, {{240}, all_ones},
};
// Too few arguments. What it computes is in sha256_vectors.
inline constexpr expected_call sha256[] = {{{}, 1}};

}  // namespace expected

inline constexpr expected_module expected_modules[] = {
    {"answer", expected::answer},       {"counter", expected::counter}, {"dispatch", expected::dispatch},
    {"hostcalls", expected::hostcalls}, {"strings", expected::strings}, {"floats", expected::floats},
    {"memory", expected::memory},       {"relocs", expected::relocs},   {"sha256", expected::sha256},
};

}  // namespace natload::testing
