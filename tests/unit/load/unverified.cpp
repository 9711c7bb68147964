// SPDX-License-Identifier: MIT
// What verify refused can't be planned or loaded, even by a caller who does not look.
#include <natload/natload.hpp>

#include <doctest/doctest.h>

#include "support/check_both.hpp"
#include "unit/load/images.hpp"

using namespace natload;
using testing::simulated_firmware;

namespace {

// What comes of loading `image` without asking whether it was verified; errc::none if memory was taken on the way.
template <natload::scope Scope>
constexpr errc load_regardless(bytes image) {
    using P = platform<arch::x64, platform_options{.scope = Scope}>;
    memory::simulated<std::uint64_t, 256> code(0), data(0);
    host::simulated<std::uint64_t, 87> host(0);
    event_log<> log;
    memory::recording recorded(log, code);
    loader load_with(P{}, recorded, data, host);
    const errc why = load_with.load(*load_with.verify(image)).error().code;
    return log.count() == 0 ? why : errc::none;
}

template <natload::scope Scope>
constexpr errc plan_regardless(bytes image) {
    return plan(*verify<platform<arch::x64, platform_options{.scope = Scope}>>(image)).error().code;
}

constexpr auto good = testing::everything<arch::x64>();
// 100,000 bytes of code are announced, none is there.
constexpr auto short_of_code = testing::head<arch::x64>().raw_code(testing::kind::viper, 100'000);

}  // namespace

TEST_CASE("an image that ends early") {
    CHECK_BOTH(load_regardless<scope::linked>(short_of_code) == errc::nothing_verified);
    CHECK_BOTH(load_regardless<scope::all>(short_of_code) == errc::nothing_verified);
}

TEST_CASE("an image cut at any length") {
    for (std::size_t size = 0; size < good.size(); ++size) {
        CAPTURE(size);
        CHECK(load_regardless<scope::linked>({good.data(), size}) == errc::nothing_verified);
        CHECK(load_regardless<scope::all>({good.data(), size}) == errc::nothing_verified);
        CHECK(plan_regardless<scope::linked>({good.data(), size}) == errc::nothing_verified);
        CHECK(plan_regardless<scope::all>({good.data(), size}) == errc::nothing_verified);
    }
}

TEST_CASE("an image with a byte too many") {
    CHECK_BOTH(load_regardless<scope::linked>(testing::writer(good).byte(0)) == errc::nothing_verified);
    CHECK_BOTH(load_regardless<scope::all>(testing::writer(good).byte(0)) == errc::nothing_verified);
}

TEST_CASE("a result that nobody filled") {
    simulated_firmware<arch::x64> f;
    CHECK(f.load_with.load(*result<verified<platform<arch::x64>>>()).error().code == errc::nothing_verified);
    CHECK(f.log.count() == 0);
}
