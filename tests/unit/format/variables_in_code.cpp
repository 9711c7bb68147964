// SPDX-License-Identifier: MIT
// A module may have variables in its code, which a platform takes or not; the code's last four bytes say where they
// start.
#include <natload/format/diagnosis.hpp>

#include <natload/arch.hpp>

#include <string_view>

#include "support/check_both.hpp"
#include "support/verdict.hpp"

using namespace natload::testing;

namespace {

using natload::errc;

template <natload::scope Scope>
using takes_them =
    natload::platform<natload::arch::armv7m, natload::platform_options{.scope = Scope, .variables_in_code = true}>;
using linked_platform = takes_them<natload::scope::linked>;
using all_platform = takes_them<natload::scope::all>;
using strict_platform = natload::platform<natload::arch::armv7m>;

constexpr auto to_code = writer{}.header({.architecture = isa::armv7m}).counts(0, 0);
constexpr writer module_of(unsigned start) {
    return writer{to_code}.viper(octets(1, 2, 3, 4, start & 0xff, start >> 8 & 0xff, 0, 0),
                                 {.flags = flag::variables_in_code});
}
constexpr auto short_module = writer{to_code}.viper(octets(1, 2, 0), {.flags = flag::variables_in_code});

}  // namespace

TEST_CASE("a platform takes variables in code only if it says so") {
    CHECK_BOTH(accepted<linked_platform>(module_of(2)));
    CHECK_BOTH(accepted<all_platform>(module_of(2)));
    CHECK_BOTH(refused<strict_platform>(module_of(2), errc::code_flags, field::flags));
    const auto image = module_of(2);
    const auto said = natload::diagnose<strict_platform>(image, natload::verify<strict_platform>(image).error());
    CHECK(std::string_view(said.c_str())
              .ends_with(": it has variables in its code, for platforms with variables_in_code"));
}

TEST_CASE("variables start in the code") {
    CHECK_BOTH(accepted<linked_platform>(module_of(0)));
    CHECK_BOTH(accepted<linked_platform>(module_of(4)));
    CHECK_BOTH(refused<linked_platform>(module_of(5), errc::code_flags, field::flags));
    CHECK_BOTH(refused<all_platform>(module_of(5), errc::code_flags, field::flags));
    CHECK_BOTH(refused<linked_platform>(module_of(0xffff), errc::code_flags, field::flags));
    CHECK_BOTH(refused<linked_platform>(short_module, errc::code_flags, field::flags));
}

TEST_CASE("where they start") {
    constexpr std::uint8_t code[] = {9, 9, 9, 9, 9, 9, 9, 9, 3, 0, 0, 0};
    CHECK_BOTH(natload::detail::variables_at(natload::in_memory{}, 0, code, sizeof code) == sizeof code);
    CHECK_BOTH(natload::detail::variables_at(natload::in_memory{}, natload::code_has_variables, code, sizeof code) ==
               3);
}
