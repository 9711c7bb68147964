// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include <corpus/emitted/x64.hpp>
#include <corpus/native/armv7m.hpp>
#include <corpus/native/x64.hpp>
#include <natload/format/embedded.hpp>
#include <natload/natload.hpp>

#include "support/check_both.hpp"

using namespace natload;
namespace armv7m = testing::corpus::native::armv7m;
namespace x64 = testing::corpus::native::x64;
namespace emitted = testing::corpus::emitted::x64;

namespace {

using cortex_m3 = platform<arch::armv7m>;
using counter = embedded<cortex_m3, armv7m::counter_mpy>;

/// What the compiler would say of an image.
template <class P>
constexpr bool judged(bytes image, errc why, std::uint32_t offset, std::uint32_t expected, std::uint32_t found) {
    const detail::judgement j = detail::judge<P>(image);
    return j.why == error{why, offset} && j.sides.expected == expected && j.sides.found == found;
}

constexpr bool accepted_by_all(bytes image) { return judged<platform<arch::x64>>(image, errc::none, 0, 0, 0); }

}  // namespace

TEST_CASE("an embedded image's header and budget are constants") {
    static_assert(counter::header.architecture == isa::armv7m);
    static_assert(counter::header.sub_version == 3);
    static_assert(counter::budget.code == 108);
    static_assert(counter::budget.data == 34);
    static_assert(counter::budget.used == sizeof armv7m::counter_mpy);
    static_assert(counter::verified.linked());
    CHECK(counter::verified.image().data() == armv7m::counter_mpy);
}

TEST_CASE("what is said of images that platforms refuse") {
    CHECK_BOTH(accepted_by_all(x64::counter_mpy));
    CHECK_BOTH(judged<cortex_m3>(x64::counter_mpy, errc::architecture, 2, 5, 2));
    CHECK_BOTH(judged<platform<arch::x64, platform_options{.abi = abi::v6_2}>>(x64::counter_mpy, errc::abi, 2, 2, 3));
    CHECK_BOTH(judged<platform<arch::x64, platform_options{.small_int_bits = 30}>>(x64::counter_mpy,
                                                                                   errc::small_int_bits, 3, 30, 31));
    CHECK_BOTH(
        judged<platform<arch::x64, platform_options{.max_code = 1}>>(x64::counter_mpy, errc::code_limit, 0, 1, 96));
    CHECK_BOTH(
        judged<platform<arch::x64, platform_options{.max_data = 1}>>(x64::counter_mpy, errc::data_limit, 0, 1, 42));
    CHECK_BOTH(judged<platform<arch::x64>>(emitted::emitted_mpy, errc::has_objects, 5, 0, 0));
    CHECK_BOTH(judged<platform<arch::x64, platform_options{.scope = scope::all}>>(emitted::emitted_mpy,
                                                                                  errc::not_linked_code, 0, 0, 0));
    CHECK_BOTH(judged<platform<arch::x64>>(bytes(x64::counter_mpy, 100), errc::truncated, 21, 0, 0));
}
