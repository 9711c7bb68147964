// SPDX-License-Identifier: MIT
// Every file of the corpus: accepted to its last byte where it belongs, refused for the right reason elsewhere.
#include <natload/format.hpp>

#include <doctest/doctest.h>

#include <corpus/all.hpp>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "support/any_like.hpp"
#include "support/verdict.hpp"

using namespace natload::testing;

namespace {

namespace arch = natload::arch;
using natload::abi;
using natload::errc;
using natload::error;
using natload::explain;
using natload::plan;
using natload::platform;
using natload::platform_options;
using natload::read_header;
using natload::trailing;
using natload::verify;

// A machine with the extensions that a file may ask for.
template <class Arch>
using linked_host = platform<Arch, platform_options{.arch_flags = Arch::known_arch_flags}>;
template <class Arch>
using all_host = platform<Arch, platform_options{.scope = natload::scope::all, .arch_flags = Arch::known_arch_flags}>;

bool is_linked(const corpus_file& file) { return std::string_view(file.folder).starts_with("native/"); }
bool is_bytecode(const corpus_file& file) { return file.architecture == isa::none; }

// Calls test(file, Arch{}) for each file, on a machine that it is for; bytecode on one of 64 bits.
template <class Test>
void each_file(Test test) {
    for (const corpus_file& file : corpus::files) {
        const std::string name = name_of(file);
        CAPTURE(name);
        with_machine(is_bytecode(file) ? isa::x64 : file.architecture, [&](auto machine) { test(file, machine); });
    }
}

std::vector<std::uint8_t> with_more(const corpus_file& file) {
    std::vector<std::uint8_t> image(file.bytes.begin(), file.bytes.end());
    image.push_back(0xff);
    return image;
}

}  // namespace

TEST_CASE("every file is accepted to its last byte in the scope of everything") {
    std::size_t accepted = 0;
    each_file([&]<class Arch>(const corpus_file& file, Arch) {
        const auto image = verify<all_host<Arch>>(file.bytes);
        CHECK(image.error() == error{});
        CHECK(image->image().begin() == file.bytes.data());
        CHECK(image->image().size() == file.bytes.size());
        CHECK(image->linked() == is_linked(file));
        accepted += image.has_value() ? 1u : 0u;
    });
    CHECK(accepted == 111);
}

TEST_CASE("linked modules are accepted in their own scope too, with the same parts; nothing else is") {
    std::size_t accepted = 0;
    each_file([&]<class Arch>(const corpus_file& file, Arch) {
        const auto image = verify<linked_host<Arch>>(file.bytes);
        if (!is_linked(file)) {
            const errc why = image.error().code;
            if (is_bytecode(file)) {
                CHECK(image.error() == error{errc::architecture, 2});
            } else {
                CHECK((why == errc::has_objects || why == errc::not_linked_code));
            }
            return;
        }
        ++accepted;
        CHECK(image.error() == error{});
        CHECK(image->image().size() == file.bytes.size());
        const auto in_all = verify<all_host<Arch>>(file.bytes);
        const natload::module_parts& one = image->parts();
        const natload::module_parts& other = in_all->parts();
        CHECK(one.names == other.names);
        CHECK(one.code == other.code);
        CHECK(one.rodata == other.rodata);
        CHECK(one.relocations == other.relocations);
        for (const auto s : {natload::code_section, natload::rodata_section, natload::bss_section, natload::name_table,
                             natload::object_table}) {
            CHECK(one.sizes[s] == other.sizes[s]);
        }
        const natload::budget b = *plan(*image);
        CHECK(b.data == plan(*in_all)->data);
        CHECK(b.relocated_words == plan(*in_all)->relocated_words);
        CHECK(b.relocated_words == in_all->totals().relocated_words);
        CHECK(b.used == file.bytes.size());
    });
    CHECK(accepted == 76);
}

TEST_CASE("bytes behind a file are refused, or accepted and told") {
    each_file([]<class Arch>(const corpus_file& file, Arch) {
        const std::vector<std::uint8_t> image = with_more(file);
        const auto size = static_cast<std::uint32_t>(file.bytes.size());
        CHECK(verify<all_host<Arch>>(image).error() == error{errc::trailing_bytes, size});
        CHECK(verify<all_host<Arch>>(image, trailing::accept)->image().size() == size);
        if (!is_linked(file)) return;
        CHECK(verify<linked_host<Arch>>(image).error() == error{errc::trailing_bytes, size});
        CHECK(verify<linked_host<Arch>>(image, trailing::accept)->image().size() == size);
    });
}

TEST_CASE("a machine takes what it runs, and tells whose the rest is") {
    std::size_t accepted = 0, refused = 0;
    for (const corpus_file& file : corpus::files) {
        const std::string name = name_of(file);
        CAPTURE(name);
        arch::all::each([&]<class Arch>(Arch) {
            using P = all_host<Arch>;
            const isa host{static_cast<std::uint8_t>(Arch::number)};
            const error found = read_header<P>(file.bytes).error();  // with which verify begins
            if (runs(host, file.architecture)) {
                CHECK(found == error{});
                ++accepted;
            } else {
                CHECK(found == error{errc::architecture, 2});
                const natload::expectation sides = explain<P>(file.bytes, found.code);
                CHECK(sides.expected == static_cast<std::uint32_t>(host));
                CHECK(sides.found == static_cast<std::uint32_t>(file.architecture));
                ++refused;
            }
        });
    }
    CHECK(accepted + refused == 111 * 12);
    CHECK(accepted > 111);
}

TEST_CASE("hosts of another ABI, of narrower small integers, without an extension") {
    each_file([]<class Arch>(const corpus_file& file, Arch) {
        using older =
            platform<Arch, platform_options{
                               .abi = abi::v6_2, .scope = natload::scope::all, .arch_flags = Arch::known_arch_flags}>;
        using narrower = platform<Arch, platform_options{.scope = natload::scope::all,
                                                         .small_int_bits = 30,
                                                         .arch_flags = Arch::known_arch_flags}>;
        const error of_older = verify<older>(file.bytes).error();
        CHECK(of_older == (is_bytecode(file) ? error{} : error{errc::abi, 2}));
        CHECK(verify<narrower>(file.bytes).error() == error{errc::small_int_bits, 3});
        const bool extended = std::string_view(file.folder).ends_with("_zba");
        CHECK(verify<all_on<Arch>>(file.bytes).error() == (extended ? error{errc::arch_flags, 4} : error{}));
    });
}

TEST_CASE("budgets of modules, as their sources have them") {
    const auto is = [](const natload::budget& b, std::uint32_t code, std::uint32_t bss, std::uint32_t data,
                       std::uint32_t words) {
        return b.code == code && b.bss == bss && b.data == data && b.rodata == 0 && b.relocated_words == words;
    };
    using x64 = linked_on<arch::x64>;
    using m3 = linked_on<arch::armv7m>;
    CHECK(is(*plan(*verify<x64>(corpus::native::x64::answer_mpy)), 8, 0, 2, 0));
    CHECK(is(*plan(*verify<x64>(corpus::native::x64::counter_mpy)), 96, 40, 42, 3));
    CHECK(is(*plan(*verify<x64>(corpus::native::x64::dispatch_mpy)), 272, 4, 10, 13));
    CHECK(is(*plan(*verify<x64>(corpus::native::x64::hostcalls_mpy)), 168, 24, 26, 2));
    CHECK(is(*plan(*verify<x64>(corpus::native::x64::memory_mpy)), 160, 40, 42, 3));
    CHECK(is(*plan(*verify<x64>(corpus::native::x64::strings_mpy)), 88, 0, 10, 1));
    CHECK(is(*plan(*verify<m3>(corpus::native::armv7m::answer_mpy)), 8, 0, 2, 0));
    CHECK(is(*plan(*verify<m3>(corpus::native::armv7m::counter_mpy)), 108, 32, 34, 3));
}
