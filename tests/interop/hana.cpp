// SPDX-License-Identifier: MIT
#include <natload/interop.hpp>

#include <natload/arch/none.hpp>

#include <boost/hana/front.hpp>
#include <boost/hana/size.hpp>
#include <cstdint>
#include <cstring>
#include <type_traits>

#include "support/check_both.hpp"

using namespace natload;
namespace hana = boost::hana;

namespace {

std::uintptr_t read_sensor(std::uintptr_t channel) { return 1000 + channel; }
std::uintptr_t publish(std::uintptr_t value) { return value + 1; }
std::uintptr_t samples = 7;

constexpr auto sensor_name = BOOST_HANA_STRING("read_sensor");
constexpr auto publish_name = BOOST_HANA_STRING("publish");
constexpr auto samples_name = BOOST_HANA_STRING("samples");

constexpr auto exports =
    interop::make_exports(interop::export_as<3>(sensor_name, &read_sensor),
                          interop::export_as<4>(publish_name, &publish), interop::export_as<0>(samples_name, &samples));
constexpr auto table = interop::make_table<6>(exports);
constexpr auto by_hand =
    host::make_table<6>(host::entry<0>(&samples), host::entry<3>(&read_sensor), host::entry<4>(&publish));

std::uintptr_t word_of(const void* words, std::size_t i) {
    std::uintptr_t word = 0;
    std::memcpy(&word, static_cast<const std::uintptr_t*>(words) + i, sizeof word);
    return word;
}

// The architecture with this number, found while the program runs.
struct found {
    unsigned count = 0;
    std::size_t word_size = 0;
    bool is_rv64 = false;
};
constexpr found find(isa number) {
    found f;
    hana::for_each(interop::architectures, [&](auto type) {
        using machine = typename decltype(type)::type;
        if (machine::number != number) return;
        ++f.count;
        f.word_size = sizeof(typename machine::word);
        f.is_rv64 = std::is_same_v<machine, arch::rv64imc>;
    });
    return f;
}

}  // namespace

TEST_CASE("a table by names is the table by indices") {
    CHECK_BOTH(table.length == 6);
    for (std::size_t i = 0; i < 6; ++i) {
        CAPTURE(i);
        CHECK(word_of(table.words(), i) == word_of(by_hand.words(), i));
    }
    CHECK(reinterpret_cast<std::uintptr_t (*)(std::uintptr_t)>(word_of(table.words(), 3))(5) == 1005);
}

TEST_CASE("a name is looked up while the program is compiled") {
    CHECK_BOTH(interop::index_of(exports, sensor_name) == 3u);
    CHECK_BOTH(interop::index_of(exports, publish_name) == 4u);
    CHECK_BOTH(interop::index_of(exports, samples_name) == 0u);
    static_assert(decltype(interop::index_of(exports, publish_name))::value == 4);
    CHECK_BOTH((exports[publish_name].value == &publish));
}

TEST_CASE("the architectures are a tuple of types") {
    constexpr auto has = [](auto type) { return decltype(hana::contains(interop::architectures, type))::value; };
    CHECK_BOTH(decltype(hana::size(interop::architectures))::value == arch::all::size);
    CHECK_BOTH(decltype(hana::front(interop::architectures) == hana::type_c<arch::x86>)::value);
    CHECK_BOTH(has(hana::type_c<arch::armv7emdp>));
    CHECK_BOTH(!has(hana::type_c<arch::none>));
}

TEST_CASE("for_each finds one at run time") {
    for (unsigned number = 1; number <= 12; ++number) {
        const found f = find(static_cast<isa>(number));
        CHECK(f.count == 1);
        CHECK(f.word_size == (number == 2 || number == 12 ? 8 : 4));
        CHECK(f.is_rv64 == (number == 12));
    }
    CHECK_BOTH(find(isa::none).count == 0);
    CHECK_BOTH(find(isa::rv64imc).is_rv64);
}
