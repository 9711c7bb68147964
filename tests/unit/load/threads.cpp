// SPDX-License-Identifier: MIT
// Loaders that share neither memory nor host are independent: there is nothing behind them that they could share.
// The thread sanitizer looks on where there is one.
#include <natload/load/loader.hpp>

#include <doctest/doctest.h>

#include <array>
#include <latch>
#include <thread>

#include "unit/load/images.hpp"

using namespace natload;

namespace {

constexpr auto image = testing::everything<arch::x64>();

// Loads and releases until the end; the number of loads that went as they do alone.
unsigned work(std::latch& start) {
    testing::simulated_firmware<arch::x64> f;
    start.arrive_and_wait();
    unsigned good = 0;
    for (int i = 0; i < 5000; ++i) {
        auto m = f.load(image);
        const bool placed = m && m->entry_address() == f.code.address(m->code().data());
        m->release();
        f.log.clear();
        good += placed && f.all_given_back();
    }
    return good;
}

}  // namespace

TEST_CASE("two loaders on two threads, one image") {
    std::array<unsigned, 2> good{};
    {
        std::latch start(2);
        std::array<std::thread, 2> threads;
        for (std::size_t i = 0; i < 2; ++i) threads[i] = std::thread([&, i] { good[i] = work(start); });
        for (std::thread& thread : threads) thread.join();
    }
    CHECK(good[0] == 5000);
    CHECK(good[1] == 5000);
}
