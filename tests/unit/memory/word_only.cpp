// SPDX-License-Identifier: MIT
#include <natload/memory/word_only.hpp>

#include <array>

#include "support/check_both.hpp"

using namespace natload;

namespace {

// What a bus saw: pairs of address and word.
struct bus_log {
    struct store {
        std::uint32_t address, value;
        friend constexpr bool operator==(const store&, const store&) = default;
    };
    std::array<store, 8> stores{};
    std::size_t count = 0;
};

struct logged_bus {
    bus_log* log;
    constexpr void write(std::uint32_t address, std::uint32_t value) const {
        log->stores[log->count++] = {address, value};
    }
};

// The instruction RAM of a chip, 64 bytes of it.
template <std::size_t Blocks>
struct chip {
    bus_log log;
    memory::word_only<Blocks, std::uint32_t, logged_bus> region{0x40100004, 64, logged_bus{&log}};
};

constexpr bool first_fit_with_gaps_reused() {
    chip<4> c;
    const auto a = c.region.reserve(20, 4);
    const auto b = c.region.reserve(8, 4);
    const auto d = c.region.reserve(8, 16);
    const bool placed = a == 0x40100004 && b == 0x40100018 && d == 0x40100020 && c.region.in_use() == 36;
    c.region.give_back(b, 8);
    const auto e = c.region.reserve(4, 4);
    const auto f = c.region.reserve(8, 4);  // the gap is too small now
    return placed && e == 0x40100018 && f == 0x40100028;
}

constexpr bool alignment_counts_from_address_zero() {
    chip<4> c;
    return c.region.reserve(4, 16) == 0x40100010 && c.region.reserve(4, 32) == 0x40100020 &&
           c.region.reserve(4, 64) == 0x40100040 && c.region.reserve(4, 4096) == 0;
}

constexpr bool full_by_bytes() {
    chip<4> c;
    const bool refused = c.region.reserve(65, 4) == 0 && c.region.reserve(0, 4) == 0 &&
                         c.region.reserve(static_cast<std::size_t>(-1), 4) == 0 && c.region.in_use() == 0;
    const auto all = c.region.reserve(64, 4);
    const bool full = c.region.reserve(4, 4) == 0;
    c.region.give_back(all, 64);
    return refused && all == 0x40100004 && full && c.region.in_use() == 0 && c.region.reserve(64, 4) == all;
}

constexpr bool full_by_blocks() {
    chip<2> c;
    const auto a = c.region.reserve(4, 4);
    const auto b = c.region.reserve(4, 4);
    const bool full = a != 0 && b != 0 && c.region.reserve(4, 4) == 0;
    c.region.give_back(a, 4);
    return full && c.region.reserve(4, 4) == a;
}

constexpr bool gives_back_what_it_gave_only() {
    chip<4> c;
    const auto a = c.region.reserve(8, 4);
    c.region.give_back(a + 4, 8);
    c.region.give_back(0, 8);
    return c.region.in_use() == 8;
}

constexpr bool programs_word_by_word() {
    chip<1> c;
    alignas(4) constexpr std::uint8_t code[] = {1, 2, 3, 4, 5, 6, 7, 8};
    const auto at = c.region.reserve(8, 4);
    if (c.region.program(at, code, 8) != errc::none || c.log.count != 2) return false;
    return c.log.stores[0] == bus_log::store{at, load<std::uint32_t>(code)} &&
           c.log.stores[1] == bus_log::store{at + 4, load<std::uint32_t>(code + 4)};
}

}  // namespace

TEST_CASE("first fit; gaps are used again") { CHECK_BOTH(first_fit_with_gaps_reused()); }

TEST_CASE("alignment is that of the address") { CHECK_BOTH(alignment_counts_from_address_zero()); }

TEST_CASE("full: no bytes left, no book-keeping left") {
    CHECK_BOTH(full_by_bytes());
    CHECK_BOTH(full_by_blocks());
}

TEST_CASE("an address that it did not give is not given back") { CHECK_BOTH(gives_back_what_it_gave_only()); }

TEST_CASE("stores aligned words and nothing else") { CHECK_BOTH(programs_word_by_word()); }

TEST_CASE("a handle stands for an address of the region, any other pointer for none") {
    const memory::word_only<1> region(0x1000, 64);
    CHECK(region.address_of(region.handle(0x1000)) == 0x1000);
    CHECK(region.address_of(region.handle(0x103c)) == 0x103c);
    CHECK(region.address_of(region.handle(0x1040)) == 0);
    CHECK(region.address_of(region.handle(0x0ffc)) == 0);
    CHECK(region.address_of(nullptr) == 0);
    const std::uint8_t local = 0;
    CHECK(region.address_of(&local) == 0);
}
