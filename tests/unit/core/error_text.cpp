// SPDX-License-Identifier: MIT
#include <natload/core/error_text.hpp>

#include <cstddef>
#include <string_view>

#include "support/check_both.hpp"

namespace {

using namespace std::string_view_literals;
using natload::errc;
using natload::isa;

constexpr std::string_view text_of_error(std::size_t i) { return natload::text(static_cast<errc>(i)); }
constexpr std::string_view text_of_isa(std::size_t i) { return natload::text(static_cast<isa>(i)); }

// The values from 0 up to the first that has no text, if no other has one either and no two have the same.
template <class Text>
constexpr std::size_t distinct_texts(Text text, std::string_view unknown) {
    std::size_t n = 0;
    while (n < 256 && text(n) != unknown) ++n;
    for (std::size_t i = n; i < 256; ++i) {
        if (text(i) != unknown) return 0;
    }
    for (std::size_t i = 0; i < n; ++i) {
        if (text(i).empty()) return 0;
        for (std::size_t j = 0; j < i; ++j) {
            if (text(i) == text(j)) return 0;
        }
    }
    return n;
}

}  // namespace

TEST_CASE("each reason has a text of its own") {
    CHECK_BOTH(distinct_texts(text_of_error, "unknown error") == static_cast<std::size_t>(errc::read_failed) + 1);
    CHECK_BOTH(natload::text(errc::none) == "no error"sv);
    CHECK_BOTH(natload::text(errc::truncated) == "the data ends inside this field"sv);
    CHECK_BOTH(natload::text(static_cast<errc>(255)) == "unknown error"sv);
}

TEST_CASE("each float ABI has a name of its own") {
    CHECK_BOTH(distinct_texts(
                   [](std::size_t i) -> std::string_view { return natload::text(static_cast<natload::float_abi>(i)); },
                   "unknown") == 4);
}

TEST_CASE("each architecture has a name of its own") {
    CHECK_BOTH(distinct_texts(text_of_isa, "unknown") == 13);
    CHECK_BOTH(natload::text(isa::none) == "none"sv);
    CHECK_BOTH(natload::text(isa::armv7emdp) == "armv7emdp"sv);
    CHECK_BOTH(natload::text(isa::rv64imc) == "rv64imc"sv);
    CHECK_BOTH(natload::text(static_cast<isa>(13)) == "unknown"sv);
}
