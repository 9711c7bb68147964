// SPDX-License-Identifier: MIT
#include <natload/format/platform.hpp>

#include <natload/arch.hpp>

#include <type_traits>

#include "support/check_both.hpp"

namespace {

using namespace natload;

using mine = platform<arch::rv32imc, platform_options{.abi = abi::v6_2, .arch_flags = arch::riscv_flag::zba}>;

}  // namespace

TEST_CASE("a platform states nothing but what differs from the usual") {
    CHECK_BOTH(platform<arch::x64>::options.abi == abi::v6_3);
    CHECK_BOTH(platform<arch::x64>::options.scope == scope::linked);
    CHECK_BOTH(platform<arch::x64>::options.small_int_bits == 31);
    CHECK_BOTH(platform<arch::x64>::options.arch_flags == 0);
    CHECK_BOTH(platform<arch::x64>::options.max_code == 0xffffffff);
    CHECK_BOTH(platform<arch::x64>::options.max_data == 0xffffffff);
    CHECK_BOTH(mine::options.abi == abi::v6_2);
    CHECK_BOTH(mine::options.arch_flags == 1);
    CHECK_BOTH(std::is_same_v<mine::arch, arch::rv32imc>);
}

TEST_CASE("the host's table is as long as the reference's of that sub-version") {
    CHECK_BOTH(reference_host_entries(abi::v6_0) == 80);
    CHECK_BOTH(reference_host_entries(abi::v6_1) == 80);
    CHECK_BOTH(reference_host_entries(abi::v6_2) == 80);
    CHECK_BOTH(reference_host_entries(abi::v6_3) == 87);
    CHECK_BOTH(platform<arch::x64>::options.host_entries == 87);
    CHECK_BOTH(mine::options.host_entries == 80);
    CHECK_BOTH(platform_options{.abi = abi::v6_0, .host_entries = 5}.host_entries == 5);
}

TEST_CASE("sub-versions have the numbers of the format") {
    CHECK_BOTH(static_cast<int>(abi::v6_0) == 0);
    CHECK_BOTH(static_cast<int>(abi::v6_3) == 3);
}
