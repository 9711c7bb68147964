// SPDX-License-Identifier: MIT
// What the compiler says of this target, against what the build says of it (NATLOAD_TEST_TARGET).
#include <natload/arch/native.hpp>

#include <string_view>
#include <type_traits>

#include "support/check_both.hpp"

using namespace natload;

namespace {

constexpr std::string_view target = NATLOAD_TEST_TARGET;

constexpr isa expected() {
    constexpr std::string_view names[] = {"none",      "x86",     "x64",       "armv6",     "armv6m",
                                          "armv7m",    "armv7em", "armv7emsp", "armv7emdp", "xtensa",
                                          "xtensawin", "rv32imc", "rv64imc",   "aarch64"};
    for (std::uint8_t number = 0; number < 14; ++number) {
        if (names[number] == target) return isa{number};
    }
    return isa::none;
}

}  // namespace

TEST_CASE("the native architecture is that of the target") {
    CHECK_BOTH(expected() != isa::none);

    CHECK_BOTH(arch::native::number == expected());

    CHECK_BOTH(architecture<arch::native>);

    CHECK_BOTH(sizeof(arch::native::word) == sizeof(void*));

    CHECK_BOTH(arch::native::byte_order == std::endian::native);
}

TEST_CASE("how this compiler passes floating-point values") {
    constexpr bool has_fpu = target == "armv7emsp" || target == "armv7emdp";
    constexpr bool has_a_choice = target.starts_with("arm") || target.starts_with("rv");
    CHECK_BOTH(arch::native_float_abi ==
               (has_fpu ? float_abi::hard : (has_a_choice ? float_abi::soft : float_abi::unstated)));
}

TEST_CASE("under the reference's name a Cortex-M3 is an armv7em, and every other machine what it is") {
    CHECK_BOTH(arch::reference_native::number ==
               (arch::native::number == isa::armv7m ? isa::armv7em : arch::native::number));
}
