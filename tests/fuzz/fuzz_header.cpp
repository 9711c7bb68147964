// SPDX-License-Identifier: MIT
// Verify on hosts of several machines, ABIs and limits, whatever the image's header says, and on one that takes all
// that the reference reader has not; and what a person is told of it.
#include <natload/format/diagnosis.hpp>

#include <cstring>

#include "fuzz/outcome.hpp"
#include "hostile/differential.hpp"

using namespace natload;
using namespace natload::testing;

namespace {

template <class Arch, platform_options Options>
error verdict(std::span<const std::uint8_t> image) {
    using host = platform<Arch, Options>;
    const error why = verify<host>(image).error();
    const auto said = diagnose<host>(image, why);
    expect_nothing(std::strlen(said.c_str()) > 10 ? "" : "nothing said");
    return why;
}

template <class Arch, platform_options Options>
void try_on(std::span<const std::uint8_t> image) {
    expect_nothing(disagreement<platform<Arch, Options>>(image));
    static_cast<void>(verdict<Arch, Options>(image));
}

void try_lenient(std::span<const std::uint8_t> image) {
    constexpr platform_options strict{.float_abi = float_abi::hard},
        lenient{.variables_in_code = true, .empty_rows = true, .float_abi = float_abi::hard};
    const bool taken = verdict<arch::armv7emsp, strict>(image).code == errc::none;
    const bool taken_too = verdict<arch::armv7emsp, lenient>(image).code == errc::none;
    expect_nothing(taken && !taken_too ? "refused by a host that takes more" : "");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::span<const std::uint8_t> image(data, size);
    try_on<arch::armv7emdp, platform_options{}>(image);
    try_on<arch::rv32imc, platform_options{.scope = scope::all, .small_int_bits = 30, .arch_flags = 1}>(image);
    try_on<arch::x64, platform_options{.abi = abi::v6_1, .scope = scope::all, .small_int_bits = 63}>(image);
    try_lenient(image);
    return 0;
}
