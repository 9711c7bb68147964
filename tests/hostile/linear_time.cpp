// SPDX-License-Identifier: MIT
// Images made to take long: four times the bytes take about four times as long, not sixteen.
#include <doctest/doctest.h>

#include <ctime>

#include <algorithm>
#include <string>
#include <vector>

#include "hostile/hosts.hpp"
#include "hostile/loading.hpp"
#include "hostile/mutants.hpp"
#include "support/mpy_writer.hpp"

using namespace natload::testing;

namespace {

using machine = natload::arch::armv7m;
using any_writer = basic_writer<2048>;

// The head, the unit so many times, the tail.
octet_string composed(const any_writer& head, const any_writer& unit, std::size_t n, const any_writer& tail) {
    octet_string image(head.data(), head.data() + head.size());
    for (; n > 0; --n) image.insert(image.end(), unit.data(), unit.data() + unit.size());
    image.insert(image.end(), tail.data(), tail.data() + tail.size());
    return image;
}

any_writer header() { return any_writer{}.header({.architecture = isa::armv7m}); }
const auto function = any_writer{}.prelude({}, {0});
const auto four = octets(0, 0, 0, 0);
const any_writer nothing;

// An image for so many units, and what verify has to say to it.
struct adversary {
    const char* name;
    octet_string (*image)(std::size_t n);
    natload::errc expected;
};

using natload::errc;
const adversary of_linked_modules[] = {
    {"names",
     [](std::size_t n) {
         return composed(header().counts(n, 0), any_writer{}.static_qstr(1), n, any_writer{}.viper(four));
     },
     errc::none},
    {"a long text",
     [](std::size_t n) {
         return composed(header().counts(1, 0).vuint(2 * 10 * n), any_writer{}.text("a\u00e9\u20ac\U0001f600"), n,
                         any_writer{}.byte(0).viper(four));
     },
     errc::none},
    {"relocations that run on",
     [](std::size_t n) {
         octet_string image =
             composed(header().counts(0, 0).raw_code(kind::viper, 4 * (n + 1)), any_writer{}.bytes(four), n + 1,
                      any_writer{}.vuint(flag::relocations).relocation(to::code, in_code(0)));
         const octet_string list =
             composed(nothing, any_writer{}.relocation(to::host_entry(86)), n, any_writer{}.end_of_relocations());
         image.insert(image.end(), list.begin(), list.end());
         return image;
     },
     errc::none},
    {"relocations of one word",
     [](std::size_t n) {
         octet_string image = composed(header().counts(0, 0).raw_code(kind::viper, 4 * n), any_writer{}.bytes(four), n,
                                       any_writer{}.vuint(flag::relocations));
         const octet_string list = composed(nothing, any_writer{}.relocation(to::code, in_code(0), repeat{1}), n,
                                            any_writer{}.end_of_relocations());
         image.insert(image.end(), list.begin(), list.end());
         return image;
     },
     errc::none},
    {"rows of all words",
     [](std::size_t n) {
         // Each would relocate every word; the first has them all.
         octet_string image = composed(header().counts(0, 0).raw_code(kind::viper, 4 * n), any_writer{}.bytes(four), n,
                                       any_writer{}.vuint(flag::relocations));
         const octet_string list = composed(nothing, any_writer{}.relocation(to::code, in_code(0), repeat{n}), n,
                                            any_writer{}.end_of_relocations());
         image.insert(image.end(), list.begin(), list.end());
         return image;
     },
     errc::relocation_outside},
    {"a number of leading zeros",
     [](std::size_t n) {
         return composed(header(), any_writer{}.byte(0x80), n, any_writer{}.vuint(0).vuint(0).viper(four));
     },
     errc::none},
    {"names without end",
     [](std::size_t n) { return composed(header().counts(0xffffffff, 0), any_writer{}.static_qstr(1), n, nothing); },
     errc::truncated},
};

const adversary of_all[] = {
    {"objects",
     [](std::size_t n) {
         return composed(header().counts(1, n).qstr("m"), any_writer{}.object(object_type::none), n,
                         any_writer{}.bytecode(function));
     },
     errc::none},
    {"deep tuples",
     [](std::size_t n) {
         any_writer tuples;
         for (int i = 0; i < 31; ++i) tuples.tuple(1);
         return composed(header().counts(1, n).qstr("m"), tuples.tuple(0), n, any_writer{}.bytecode(function));
     },
     errc::none},
    {"a tuple without end",
     [](std::size_t n) {
         return composed(header().counts(1, 0xffffffff).qstr("m").tuple(0xffffffff), any_writer{}.tuple(0), n, nothing);
     },
     errc::truncated},
    {"children",
     [](std::size_t n) {
         return composed(header().counts(1, 0).qstr("m").bytecode(function, with_children).children(n),
                         any_writer{}.bytecode(function), n, nothing);
     },
     errc::none},
    {"children without end",
     [](std::size_t n) {
         return composed(header().counts(1, 0).qstr("m").bytecode(function, with_children).children(0x7fffffff),
                         any_writer{}.bytecode(function), n, nothing);
     },
     errc::truncated},
    {"deep branches",
     [](std::size_t n) {
         any_writer branch;
         for (int i = 0; i < 30; ++i) branch.bytecode(function, with_children).children(1);
         return composed(header().counts(1, 0).qstr("m").bytecode(function, with_children).children(n),
                         branch.bytecode(function), n, nothing);
     },
     errc::none},
    {"parents with relocations",
     [](std::size_t n) {
         const auto unit = any_writer{}
                               .viper(four, {.relocations = true, .children = true})
                               .children(1)
                               .bytecode(function)
                               .relocation(to::code, in_code(0))
                               .end_of_relocations();
         return composed(header().counts(1, 0).qstr("m").bytecode(function, with_children).children(n), unit, n,
                         nothing);
     },
     errc::none},
};

double seconds_of(const std::clock_t ticks) { return static_cast<double>(ticks) / CLOCKS_PER_SEC; }

// The least time that an action took: others on the machine only ever add to it.
template <class Action>
double least_seconds(Action action) {
    std::clock_t least = 0;
    for (int i = 0; i < 5; ++i) {
        const std::clock_t start = std::clock();
        action();
        const std::clock_t taken = std::clock() - start;
        least = i == 0 ? taken : std::min(least, taken);
    }
    return seconds_of(least);
}

constexpr std::size_t few = 20'000, many = 4 * few;
constexpr double linear = 4, clearly_more = 2.5 * linear;
constexpr double clock_tick = 1e-4;  // what the clock may be wrong by

template <class P>
double seconds_to_verify(const adversary& a, std::size_t n) {
    const octet_string image = a.image(n);
    CHECK(natload::verify<P>(image).error().code == a.expected);
    return least_seconds([&] { static_cast<void>(natload::verify<P>(image)); });
}

template <class P>
void check_that_time_is_linear(const adversary& a) {
    const std::string name = a.name;
    CAPTURE(name);
    const double of_few = seconds_to_verify<P>(a, few);
    const double of_many = seconds_to_verify<P>(a, many);
    CHECK(of_many < clearly_more * of_few + clock_tick);
}

}  // namespace

TEST_CASE("verify takes time in proportion to the image") {
    for (const adversary& a : of_linked_modules) {
        check_that_time_is_linear<linked_host<machine>>(a);
        check_that_time_is_linear<all_host<machine>>(a);
    }
    for (const adversary& a : of_all) check_that_time_is_linear<all_host<machine>>(a);
}

TEST_CASE("loading takes time in proportion to the image") {
    using P = linked_host<machine>;
    constexpr std::size_t room = 64 * many;
    const auto seconds_to_load = [](const octet_string& image) {
        guarded_memory<std::uint32_t> code(0x1000, room), data(0x2000, room);
        natload::host::simulated<std::uint32_t, P::options.host_entries, 1, 0> host(0x3000);
        natload::loader loader(P{}, code, data, host, natload::cache::none{});
        const auto verified = loader.verify(image);
        return least_seconds([&] { CHECK(loader.load(*verified).has_value()); });
    };
    for (const adversary& a : of_linked_modules) {
        if (a.expected != errc::none) continue;
        const std::string name = a.name;
        CAPTURE(name);
        const double of_few = seconds_to_load(a.image(few));
        const double of_many = seconds_to_load(a.image(many));
        CHECK(of_many < clearly_more * of_few + clock_tick);
    }
}
