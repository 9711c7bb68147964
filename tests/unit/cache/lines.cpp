// SPDX-License-Identifier: MIT
#include <natload/cache/lines.hpp>

#include <array>

#include "support/check_both.hpp"

using natload::cache::for_each_line;

namespace {

// The lines that were visited, in their order; at most eight.
template <class Word>
struct visits {
    std::array<Word, 8> lines{};
    std::size_t count = 0;

    friend constexpr bool operator==(const visits&, const visits&) = default;
};

template <class Word>
constexpr visits<Word> of_range(Word address, std::size_t size, Word line) {
    visits<Word> v;
    for_each_line(address, size, line, [&](Word at) {
        if (v.count < v.lines.size()) v.lines[v.count] = at;
        ++v.count;
    });
    return v;
}

constexpr bool nothing(const visits<std::uint32_t>& v) { return v.count == 0; }

// Every byte of the range lies in a line that was visited, and every line holds a byte of it.
constexpr bool covers_exactly(std::uint32_t address, std::size_t size, std::uint32_t line) {
    std::uint32_t next = address;
    bool holds = true;
    for_each_line(address, size, line, [&](std::uint32_t at) {
        holds = holds && at % line == 0 && at <= next && next - at < line && next < address + size;
        next = at + line;
    });
    return holds && next >= address + size;
}

}  // namespace

TEST_CASE("an empty range has no lines") {
    CHECK_BOTH(nothing(of_range<std::uint32_t>(0, 0, 32)));
    CHECK_BOTH(nothing(of_range<std::uint32_t>(33, 0, 32)));
}

TEST_CASE("the first and the last line are whole") {
    CHECK_BOTH(of_range<std::uint32_t>(31, 1, 32) == visits<std::uint32_t>{{0}, 1});
    CHECK_BOTH(of_range<std::uint32_t>(31, 2, 32) == visits<std::uint32_t>{{0, 32}, 2});
    CHECK_BOTH(of_range<std::uint32_t>(32, 32, 32) == visits<std::uint32_t>{{32}, 1});
    CHECK_BOTH(of_range<std::uint32_t>(32, 33, 32) == visits<std::uint32_t>{{32, 64}, 2});
    CHECK_BOTH(of_range<std::uint64_t>(0x1'0000'003f, 66, 64) ==
               visits<std::uint64_t>{{0x1'0000'0000, 0x1'0000'0040, 0x1'0000'0080}, 3});
}

TEST_CASE("a range may end where the address space does") {
    CHECK_BOTH(of_range<std::uint32_t>(0xffffffff, 1, 32) == visits<std::uint32_t>{{0xffffffe0}, 1});
    CHECK_BOTH(of_range<std::uint32_t>(0xffffffc0, 64, 32) == visits<std::uint32_t>{{0xffffffc0, 0xffffffe0}, 2});
    CHECK_BOTH(of_range<std::uint64_t>(~std::uint64_t{0}, 1, 64) == visits<std::uint64_t>{{~std::uint64_t{63}}, 1});
}

TEST_CASE("any range, lines of any size") {
    for (std::uint32_t line = 4; line <= 128; line *= 2) {
        for (std::uint32_t address = 0x1000; address < 0x1000 + 2 * line; ++address) {
            for (std::size_t size = 1; size < std::size_t{3} * line; size += 5)
                REQUIRE(covers_exactly(address, size, line));
        }
    }
}
