// SPDX-License-Identifier: MIT
// The concept lets through what states everything, and nothing that leaves one thing out or contradicts itself.
#include <natload/arch/archetype.hpp>
#include <natload/arch/architecture.hpp>

#include "support/check_both.hpp"

using natload::architecture;
using natload::isa;

namespace {

struct any_cache {};
struct complete : natload::arch::basic<std::uint32_t, isa::x86, 3> {
    using default_cache = any_cache;
};

struct no_cache : natload::arch::basic<std::uint32_t, isa::x86, 3> {};
struct signed_word : complete {
    using word = std::int32_t;
};
struct runs_others_only : complete {
    static constexpr bool runs(isa other) { return other != isa::x86; }
};
struct too_tight : complete {
    static constexpr std::uint32_t code_alignment = 8;
};
struct no_power_of_two : complete {
    static constexpr std::uint32_t code_alignment = 24;
};
struct data_tighter_than_a_word : complete {
    static constexpr std::uint32_t data_alignment = 2;
};
struct callable_elsewhere : complete {
    static constexpr std::uint64_t callable(std::uint32_t address) { return address; }
};
struct order_unknown : complete {
    static constexpr int byte_order = 0;
};

}  // namespace

TEST_CASE("what states everything is an architecture") {
    CHECK_BOTH(architecture<complete>);

    CHECK_BOTH(architecture<natload::arch::archetype<std::uint32_t>>);

    CHECK_BOTH(architecture<natload::arch::archetype<std::uint64_t>>);
}

TEST_CASE("what does not is none") {
    CHECK_BOTH(!architecture<int>);

    CHECK_BOTH(!architecture<no_cache>);

    CHECK_BOTH(!architecture<signed_word>);

    CHECK_BOTH(!architecture<runs_others_only>);

    CHECK_BOTH(!architecture<too_tight>);

    CHECK_BOTH(!architecture<no_power_of_two>);

    CHECK_BOTH(!architecture<data_tighter_than_a_word>);

    CHECK_BOTH(!architecture<callable_elsewhere>);

    CHECK_BOTH(!architecture<order_unknown>);
}

TEST_CASE("the common part: little-endian, called as placed, one number, aligned for 16-aligned constants") {
    CHECK_BOTH(complete::byte_order == std::endian::little);

    CHECK_BOTH(complete::callable(0x1234) == 0x1234);

    CHECK_BOTH((complete::runs(isa::x86) && !complete::runs(isa::x64) && !complete::runs(isa::none)));
    CHECK_BOTH(complete::code_alignment == 16);

    CHECK_BOTH(complete::data_alignment == 8);

    CHECK_BOTH(complete::known_arch_flags == 0);

    CHECK_BOTH(complete::elf_machine == 3);
}
