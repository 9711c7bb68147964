// SPDX-License-Identifier: MIT
// A module may state how its calls pass floating-point values, and a platform which way it takes.
#include <natload/format/diagnosis.hpp>

#include <natload/arch.hpp>

#include <string_view>

#include "support/check_both.hpp"
#include "support/verdict.hpp"

using namespace natload::testing;

namespace {

using natload::errc;
using natload::float_abi;

template <float_abi Stated, natload::scope Scope = natload::scope::linked>
using takes =
    natload::platform<natload::arch::armv7emsp, natload::platform_options{.scope = Scope, .float_abi = Stated}>;

constexpr auto to_code = writer{}.header({.architecture = isa::armv7emsp}).counts(0, 0);
constexpr writer module_of(unsigned flags) { return writer{to_code}.viper(octets(1, 2, 3, 4), {.flags = flags}); }

constexpr auto unstated = module_of(0);
constexpr auto soft = module_of(flag::float_soft);
constexpr auto hard_single = module_of(flag::float_hard_single);
constexpr auto hard = module_of(flag::float_hard);

// Two raw codes, the second of which states what is given.
constexpr auto tree_of(unsigned flags) {
    return writer{to_code}.viper(octets(1), {.children = true}).children(1).viper(octets(1), {.flags = flags});
}

template <natload::scope Scope>
constexpr bool takes_its_own_and_what_states_none() {
    using p_soft = takes<float_abi::soft, Scope>;
    using p_single = takes<float_abi::hard_single, Scope>;
    using p_hard = takes<float_abi::hard, Scope>;
    return accepted<p_soft>(soft) && accepted<p_single>(hard_single) && accepted<p_hard>(hard) &&
           accepted<p_soft>(unstated) && accepted<p_single>(unstated) && accepted<p_hard>(unstated);
}

template <natload::scope Scope>
constexpr bool refuses_the_others() {
    using p_soft = takes<float_abi::soft, Scope>;
    using p_single = takes<float_abi::hard_single, Scope>;
    using p_hard = takes<float_abi::hard, Scope>;
    return refused<p_soft>(hard_single, errc::float_abi, field::flags) &&
           refused<p_soft>(hard, errc::float_abi, field::flags) &&
           refused<p_single>(soft, errc::float_abi, field::flags) &&
           refused<p_single>(hard, errc::float_abi, field::flags) &&
           refused<p_hard>(soft, errc::float_abi, field::flags) &&
           refused<p_hard>(hard_single, errc::float_abi, field::flags);
}

}  // namespace

TEST_CASE("a platform that states no float ABI takes every module") {
    for (const writer& image : {unstated, soft, hard_single, hard}) {
        CHECK(accepted<takes<float_abi::unstated>>(image));
        CHECK(accepted<takes<float_abi::unstated, natload::scope::all>>(image));
    }
}

TEST_CASE("one that states it takes its own and what states none") {
    CHECK_BOTH(takes_its_own_and_what_states_none<natload::scope::linked>());
    CHECK_BOTH(takes_its_own_and_what_states_none<natload::scope::all>());
    CHECK_BOTH(refuses_the_others<natload::scope::linked>());
    CHECK_BOTH(refuses_the_others<natload::scope::all>());
}

TEST_CASE("nested code counts as well") {
    using p_all = takes<float_abi::soft, natload::scope::all>;
    CHECK_BOTH(accepted<p_all>(tree_of(flag::float_soft)));
    CHECK_BOTH(refused<p_all>(tree_of(flag::float_hard), errc::float_abi, field::flags));
}

TEST_CASE("flags that nobody knows are refused first") {
    CHECK_BOTH(refused<takes<float_abi::soft>>(module_of(flag::float_hard | 0x800), errc::code_flags, field::flags));
}

TEST_CASE("what flags state, and the flags that state it") {
    for (std::uint32_t n = 0; n < 4; ++n) {
        const auto stated = static_cast<float_abi>(n);
        CHECK(natload::float_abi_of(natload::code_flags_of(stated)) == stated);
        CHECK(natload::float_abi_of(natload::code_flags_of(stated) | 0x70) == stated);
    }
    CHECK_BOTH(natload::code_flags_of(float_abi::hard) == flag::float_hard);
    CHECK_BOTH(natload::code_flags_of(float_abi::unstated) == 0);
}

TEST_CASE("the diagnosis names both sides") {
    using p_soft = takes<float_abi::soft>;
    constexpr auto sides = natload::explain<p_soft>(hard, natload::verify<p_soft>(hard).error());
    CHECK_BOTH(sides.expected == 1);
    CHECK_BOTH(sides.found == 3);
    const auto said = natload::diagnose<p_soft>(hard, natload::verify<p_soft>(hard).error());
    CHECK(
        std::string_view(said.c_str()) ==
        "offset 0xb: passes floating-point values otherwise than the host (expected soft, found hard): compile it with "
        "the host's options for floating-point calls");
}
