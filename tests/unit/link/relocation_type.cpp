// SPDX-License-Identifier: MIT
#include <natload/link/relocation_type.hpp>

#include <string_view>

#include "applied.hpp"

namespace {

using namespace natload;
using namespace natload::testing;
using link::formula;

constexpr link::operands at{.symbol = 0x12345, .addend = -4, .place = 0x3010, .slot = 0x5008, .got = 0x5000};

template <class Family>
constexpr bool is_a_table() {
    unsigned last = 0;
    for (const auto& type : Family::types) {
        if (type.number < last || (type.number == last && last != 0)) return false;
        last = type.number;
        if (link::find<Family>(type.number) != &type) return false;
        if ((type.computes == formula::nothing) != (type.size == 0)) return false;
    }
    return link::find<Family>(0xffff) == nullptr;
}

template <class Family>
constexpr bool stays_inside() {
    for (const auto& type : Family::types) {
        if (type.size != 0 && !refuses<Family>(type.number, 0, 0, outcome::outside, type.size - 1u)) return false;
    }
    return true;
}

}  // namespace

TEST_CASE("formulas compute what their letters say") {
    CHECK_BOTH(link::value<std::uint64_t>(formula::nothing, at) == 0);
    CHECK_BOTH(link::value<std::uint64_t>(formula::absolute, at) == 0x12341);
    CHECK_BOTH(link::value<std::uint64_t>(formula::relative, at) == 0xf331);
    CHECK_BOTH(link::value<std::uint64_t>(formula::got_relative, at) == 0x1fec);
    CHECK_BOTH(link::value<std::uint64_t>(formula::from_got, at) == 0xd341);
    CHECK_BOTH(link::value<std::uint64_t>(formula::slot, at) == 0x5004);
    CHECK_BOTH(link::value<std::uint64_t>(formula::slot_relative, at) == 0x1ff4);
    CHECK_BOTH(link::value<std::uint64_t>(formula::slot_from_got, at) == 4);
    CHECK_BOTH(link::value<std::uint64_t>(formula::slot_from_got_page, at) == 4);
    CHECK_BOTH(link::value<std::uint64_t>(formula::page_relative, at) == 0xf000);
    CHECK_BOTH(link::value<std::uint64_t>(formula::slot_page_relative, at) == 0x2000);
}

TEST_CASE("sums wrap at the width of an address") {
    CHECK_BOTH(link::value<std::uint32_t>(formula::relative, {.symbol = 8, .place = 0xfffffff8}) == 16);
    CHECK_BOTH(link::value<std::uint32_t>(formula::absolute, {.symbol = 0x80000000}) == -0x80000000ll);
    CHECK_BOTH(link::value<std::uint64_t>(formula::absolute, {.symbol = 0x80000000}) == 0x80000000ll);
    CHECK_BOTH(link::value<std::uint64_t>(formula::relative, {.symbol = 8, .place = ~std::uint64_t{7}}) == 16);
}

TEST_CASE("ranges of bits") {
    CHECK_BOTH((link::signed_bits(8).holds(-128) && link::signed_bits(8).holds(127)));
    CHECK_BOTH((!link::signed_bits(8).holds(-129) && !link::signed_bits(8).holds(128)));
    CHECK_BOTH((link::unsigned_bits(8).holds(255) && !link::unsigned_bits(8).holds(-1)));
    CHECK_BOTH((link::bits(8).holds(-128) && link::bits(8).holds(255) && !link::bits(8).holds(256)));
    CHECK_BOTH((link::any_value.holds(INT64_MIN) && link::any_value.holds(INT64_MAX)));
}

TEST_CASE("tables are in order and say everything once") {
    CHECK_BOTH(is_a_table<link::x86_relocations>());
    CHECK_BOTH(is_a_table<link::x64_relocations>());
    CHECK_BOTH(is_a_table<link::arm_relocations>());
    CHECK_BOTH(is_a_table<link::aarch64_relocations>());
    CHECK_BOTH(is_a_table<link::riscv_relocations<std::uint32_t>>());
    CHECK_BOTH(is_a_table<link::riscv_relocations<std::uint64_t>>());
    CHECK_BOTH(is_a_table<link::xtensa_relocations>());
}

TEST_CASE("no type writes past the end of its section") {
    CHECK_BOTH(stays_inside<link::x86_relocations>());
    CHECK_BOTH(stays_inside<link::x64_relocations>());
    CHECK_BOTH(stays_inside<link::arm_relocations>());
    CHECK_BOTH(stays_inside<link::aarch64_relocations>());
    CHECK_BOTH(stays_inside<link::riscv_relocations<std::uint32_t>>());
    CHECK_BOTH(stays_inside<link::riscv_relocations<std::uint64_t>>());
    CHECK_BOTH(stays_inside<link::xtensa_relocations>());
}
