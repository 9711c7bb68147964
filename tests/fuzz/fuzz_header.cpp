// SPDX-License-Identifier: MIT
// Headers, on every machine of the format: taken or refused as the reference reader does, without a platform as they
// are; and a person is told what is expected and what was found.
#include <natload/arch.hpp>
#include <natload/format/diagnosis.hpp>

#include <algorithm>
#include <cstring>

#include "fuzz/outcome.hpp"
#include "hostile/differential.hpp"

using namespace natload;
using namespace natload::testing;

namespace {

using image = std::span<const std::uint8_t>;
constexpr std::size_t longest = 4 + 5;  // extension flags are a vuint

// What the reference reader has against a header; none, if only against what follows.
template <class P>
error error_of_header(image front) {
    const auto wrong = reference::read(front, options_of<P>()).error;
    const bool has_flags = front.size() > 2 && (front[2] & 0x40) != 0;
    if (!wrong || wrong->offset > 4 || (wrong->offset == 4 && !has_flags)) return {};
    return {errc_of(wrong->rule), wrong->offset};
}

template <class Arch, platform_options Options>
void try_on(image front) {
    using P = platform<Arch, Options>;
    const result<header> ours = read_header<P>(front);
    const error why = ours.error(), expected = error_of_header<P>(front);
    expect_nothing(why == expected ? "" : "found " + text_of(why) + ", expected " + text_of(expected));
    if (why.code == errc::none) return;

    const expectation sides = explain<P>(front, why.code);
    const bool differ = sides.expected != sides.found || (sides.expected == 0 && sides.found == 0);
    expect_nothing(differ ? "" : "expected is what was found");
    const auto said = diagnose<P>(front, why);
    expect_nothing(std::strlen(said.c_str()) > 10 ? "" : "nothing said");
}

void try_anywhere(image front) {
    const result<header> ours = read_header(front);
    if (!ours) return;
    const header& h = *ours;
    const bool same = front[0] == 'M' && front[1] == h.version && front[3] == h.small_int_bits &&
                      (front[2] & 0x3f) == (static_cast<unsigned>(h.architecture) << 2 | h.sub_version);
    expect_nothing(same ? "" : "another header");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const image front(data, std::min(size, longest));
    try_anywhere(front);
    arch::all::each([&]<class Arch>(Arch) { try_on<Arch, platform_options{}>(front); });
    try_on<arch::rv32imc, platform_options{.scope = scope::all, .small_int_bits = 30, .arch_flags = 1}>(front);
    try_on<arch::x64, platform_options{.abi = abi::v6_1, .scope = scope::all, .small_int_bits = 63}>(front);
    return 0;
}
