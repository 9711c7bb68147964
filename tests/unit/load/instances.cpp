// SPDX-License-Identifier: MIT
// One image loaded again and again: instances are independent, and nothing is left of them.
#include <natload/load/loader.hpp>

#include <utility>

#include "support/check_both.hpp"
#include "unit/load/images.hpp"

using namespace natload;

namespace {

template <class Arch>
constexpr bool two_instances_share_nothing_but_names() {
    testing::simulated_firmware<Arch> f;
    const auto image = testing::everything<Arch>();
    auto one = f.load(image);
    auto two = f.load(image);
    if (!one || !two) return false;
    bool holds = one->entry_address() != two->entry_address() && one->code().data() != two->code().data() &&
                 one->data().data() != two->data().data() && f.host.names.in_use() == 3;
    // Word 0 of each code is its own address; the names have the same numbers.
    holds = holds && one->code()[1] == (one->entry_address() >> 8 & 0xff) && one->code()[0] != two->code()[0];
    for (std::size_t i = one->data().size() - 6; i < one->data().size(); ++i) {
        holds = holds && one->data()[i] == two->data()[i];
    }
    one->release();
    holds = holds && f.host.names.in_use() == 3 && two->code()[0] == (f.code.address(two->code().data()) & 0xff);
    two->release();
    return holds && f.all_given_back();
}

}  // namespace

TEST_CASE_TEMPLATE("two instances of one image", Arch, arch::x64, arch::armv7m, arch::rv32imc) {
    CHECK_BOTH(two_instances_share_nothing_but_names<Arch>());
}

TEST_CASE_TEMPLATE("ten thousand loads and releases leave nothing", Arch, arch::x64, arch::armv7m, arch::rv32imc) {
    static const auto image = testing::everything<Arch>();
    testing::simulated_firmware<Arch> f;
    auto first = f.load(image);
    REQUIRE(first);
    const auto entry = first->entry_address();
    first->release();
    for (int i = 0; i < 10'000; ++i) {
        auto m = f.load(image);
        if (!m || m->entry_address() != entry) FAIL("load ", i);
    }
    CHECK(f.all_given_back());
}

TEST_CASE("as many as fit, released in a mixed order, again and again") {
    using firmware = testing::simulated_firmware<arch::armv7m, 1024, 1024>;
    static const auto image = testing::everything<arch::armv7m>();
    static firmware f;
    using loaded_module = std::remove_cvref_t<decltype(*f.load(image))>;
    static loaded_module modules[64];
    std::size_t count_of_first_round = 0;
    for (unsigned round = 0; round < 50; ++round) {
        std::size_t count = 0;
        for (;;) {
            auto m = f.load(image);
            if (!m) break;
            REQUIRE(count < 64);
            modules[count++] = *std::move(m);
        }
        CHECK(count > 10);
        if (round == 0) count_of_first_round = count;
        CHECK(count == count_of_first_round);
        CHECK(f.host.names.in_use() == 3);
        // 37 has no common divisor with any count up to 36: each module's turn comes once.
        REQUIRE(count < 37);
        for (std::size_t i = 0; i < count; ++i) modules[(37 * i + round) % count].release();
        CHECK(f.all_given_back());
    }
}
