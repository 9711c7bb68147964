// SPDX-License-Identifier: MIT
// Verify, in both scopes, with wide and with narrow limits, with and without leave to be followed by more: its verdict
// is the reference reader's, it looks at no byte too often, a platform that takes more takes all that others take, and
// something is said of what is refused.
#include <natload/format/diagnosis.hpp>

#include <cstring>

#include "fuzz/outcome.hpp"
#include "hostile/differential.hpp"
#include "hostile/hosts.hpp"

using namespace natload;
using namespace natload::testing;

namespace {

using image = std::span<const std::uint8_t>;

template <class P>
bool is_taken(image bytes) {
    const error why = verify<P>(bytes).error();
    if (why.code == errc::none) return true;
    const auto said = diagnose<P>(bytes, why);
    expect_nothing(std::strlen(said.c_str()) > 10 ? "" : "nothing said");
    return false;
}

template <class Arch>
void try_lenient(image bytes) {
    constexpr auto flags = Arch::known_arch_flags;
    constexpr platform_options strict{.float_abi = float_abi::hard, .arch_flags = flags},
        lenient{.variables_in_code = true, .empty_rows = true, .float_abi = float_abi::hard, .arch_flags = flags};
    const bool taken = is_taken<platform<Arch, strict>>(bytes), taken_too = is_taken<platform<Arch, lenient>>(bytes);
    expect_nothing(taken && !taken_too ? "refused by a platform that takes more" : "");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const image bytes(data, size);
    with_machine_of(bytes, [&]<class Arch>(Arch) {
        expect_nothing(disagreement<linked_host<Arch>>(bytes));
        expect_nothing(disagreement<all_host<Arch>>(bytes));
        expect_nothing(disagreement<narrow_host<Arch>>(bytes, trailing::accept));
        try_lenient<Arch>(bytes);
    });
    return 0;
}
