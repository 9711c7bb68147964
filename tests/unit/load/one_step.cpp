// SPDX-License-Identifier: MIT
// load() of bytes verifies and loads: what it refuses it refuses with verify's error, before it asks for any memory.
#include <natload/natload.hpp>

#include "support/check_both.hpp"
#include "unit/load/images.hpp"

using namespace natload;
using testing::everything;
using testing::simulated_firmware;

namespace {

// Whether it is refused with this error, and nothing was asked for.
template <class Arch>
constexpr bool refused(bytes image, error why) {
    simulated_firmware<Arch> f;
    const auto m = f.load_with.load(image);
    return !m && !*m && m.error() == why && f.load_with.verify(image).error() == why && f.log.count() == 0 &&
           f.all_given_back();
}

// Whether both ways give the same memory and leave nothing.
template <class Arch>
constexpr bool same_in_two_steps(bytes image) {
    simulated_firmware<Arch> one, two;
    auto in_one = one.load_with.load(image);
    auto in_two = two.load_with.load(*two.load_with.verify(image));
    if (!in_one || !in_two || in_one->entry_address() != in_two->entry_address()) return false;
    bool same = in_one->code().size() == in_two->code().size() && in_one->data().size() == in_two->data().size();
    for (std::size_t i = 0; same && i < in_one->code().size(); ++i) same = in_one->code()[i] == in_two->code()[i];
    for (std::size_t i = 0; same && i < in_one->data().size(); ++i) same = in_one->data()[i] == in_two->data()[i];
    in_one->release();
    in_two->release();
    return same && one.log.count() == two.log.count() && one.all_given_back() && two.all_given_back();
}

template <class Arch>
constexpr auto without_name() {
    return testing::writer{}
        .header({.architecture = static_cast<testing::isa>(natload::isa{Arch::number})})
        .counts(1, 0)
        .static_qstr(166);
}

// A program, in scope `all`: well-formed, but nothing to load.
constexpr error of_a_program() {
    using P = platform<arch::armv7m, platform_options{.scope = scope::all}>;
    memory::simulated<std::uint32_t, 64> code(0), data(0);
    host::simulated<std::uint32_t, 87> host(0);
    loader load_with(P{}, code, data, host, cache::none{});
    const auto image = testing::head<arch::armv7m>(1).bytecode(testing::octets(0, 2, 0));
    return load_with.load(bytes(image)).error();
}

}  // namespace

TEST_CASE_TEMPLATE("one step is as good as two", Arch, arch::x64, arch::armv7m, arch::rv32imc) {
    CHECK_BOTH(same_in_two_steps<Arch>(everything<Arch>()));
    CHECK_BOTH(same_in_two_steps<Arch>(testing::code_only<Arch>()));
}

TEST_CASE_TEMPLATE("what is refused is refused before anything is asked for", Arch, arch::x64, arch::armv7m,
                   arch::rv32imc) {
    CHECK_BOTH(refused<Arch>({}, error{errc::truncated, 0}));
    CHECK_BOTH(refused<Arch>(testing::octets('X'), error{errc::not_mpy, 0}));
    CHECK_BOTH(refused<Arch>(without_name<Arch>(), error{errc::static_name, 6}));
    CHECK_BOTH(
        refused<Arch>(testing::writer(testing::code_only<Arch>()).byte(0),
                      error{errc::trailing_bytes, static_cast<std::uint32_t>(testing::code_only<Arch>().size())}));
    CHECK_BOTH(refused<Arch>(testing::head<Arch>().viper(testing::octets(1), {.relocations = true}).byte(0),
                             error{errc::relocation_outside, 9}));
}

TEST_CASE("an image cut at any length") {
    constexpr auto image = everything<arch::x64>();
    for (std::size_t size = 0; size < image.size(); ++size) {
        CAPTURE(size);
        simulated_firmware<arch::x64> f;
        const bytes cut(image.data(), size);
        CHECK(f.load_with.load(cut).error() == f.load_with.verify(cut).error());
        CHECK(f.log.count() == 0);
    }
}

TEST_CASE("a program is no module") { CHECK_BOTH(of_a_program() == error{errc::not_linked_code, 0}); }

#if UINTPTR_MAX > 0xffffffff
TEST_CASE("an image of more than 2 GiB is refused unread") {
    simulated_firmware<arch::x64> f;
    const std::uint8_t nothing = 0;
    CHECK(f.load_with.load(bytes(&nothing, max_image_size + 1)).error() == error{errc::image_too_large, 0});
}
#endif
