// SPDX-License-Identifier: MIT
#include <natload/format/verify.hpp>

#include <natload/arch.hpp>

#include <type_traits>

#include "support/check_both.hpp"
#include "support/verdict.hpp"

using namespace natload::testing;

namespace {

using natload::errc;
using natload::error;
using natload::trailing;
using natload::verified;
using natload::verify;
using P = linked_on<natload::arch::rv32imc>;
using P_all = all_on<natload::arch::rv32imc>;

constexpr auto header = writer{}.header({.architecture = isa::rv32imc});
constexpr auto module_image = writer{header}.counts(1, 0).qstr("m").viper(octets(1, 2, 3, 4));
constexpr auto with_more = writer{module_image}.byte(0xff).byte(0xff);
constexpr auto bytecode = writer{}.header({}).counts(1, 0).qstr("m").bytecode(writer{}.prelude({}, {0}));

}  // namespace

TEST_CASE("an image is used to its last byte") {
    constexpr auto image = verify<P>(module_image);
    CHECK_BOTH(image.error() == error{});
    CHECK_BOTH(image->image().begin() == module_image.data());
    CHECK_BOTH(image->image().size() == module_image.size());
    CHECK_BOTH(image->linked());
}

TEST_CASE("bytes behind an image are refused, or accepted and told") {
    CHECK_BOTH(verify<P>(with_more).error() == error{errc::trailing_bytes, module_image.offset()});
    CHECK_BOTH(verify<P_all>(with_more).error() == error{errc::trailing_bytes, module_image.offset()});
    CHECK_BOTH(verify<P>(with_more, trailing::accept)->image().size() == module_image.size());
    CHECK_BOTH(verify<P_all>(with_more, trailing::accept)->image().size() == module_image.size());
    CHECK_BOTH(verify<P>(module_image, trailing::accept)->image().size() == module_image.size());
    // That more may follow excuses nothing before.
    CHECK_BOTH(verify<P>(with_more.patched(module_image.at(field::flags), 1), trailing::accept).error() ==
               error{errc::code_flags, module_image.at(field::flags)});
    CHECK_BOTH(verify<P>(module_image.truncated(module_image.size() - 1), trailing::accept).error() ==
               error{errc::truncated, module_image.at(field::flags)});
}

TEST_CASE("where more than one rule is broken the first field counts") {
    // In the order of the file: name, code, flags, trailing bytes.
    constexpr auto all = writer{header}.counts(1, 0).static_qstr(166).raw_code(kind::native, 0).vuint(1).byte(9);
    CHECK_BOTH(verify<P>(all).error() == error{errc::static_name, 6});
    constexpr auto code = writer{header}.counts(1, 0).static_qstr(1).raw_code(kind::native, 0).vuint(1).byte(9);
    CHECK_BOTH(verify<P>(code).error() == error{errc::not_linked_code, 7});
    constexpr auto flags = writer{header}.counts(1, 0).static_qstr(1).raw_code(kind::viper, octets(0)).vuint(1).byte(9);
    CHECK_BOTH(verify<P>(flags).error() == error{errc::code_flags, 9});
    constexpr auto more = writer{header}.counts(1, 0).static_qstr(1).raw_code(kind::viper, octets(0)).vuint(0).byte(9);
    CHECK_BOTH(verify<P>(more).error() == error{errc::trailing_bytes, 10});
}

TEST_CASE("bytecode is in the scope of everything only") {
    CHECK_BOTH(verify<P>(bytecode).error() == error{errc::architecture, 2});
    CHECK_BOTH(verify<P_all>(bytecode).has_value());
    CHECK_BOTH(!verify<P_all>(bytecode)->linked());
    CHECK_BOTH(verify<P_all>(bytecode)->parts().sizes[natload::name_table] == 1);
    CHECK_BOTH(verify<P_all>(bytecode)->parts().code == nullptr);
}

TEST_CASE("no image at all") {
    CHECK_BOTH(verify<P>(natload::bytes()).error() == error{errc::truncated, 0});
    CHECK_BOTH(verify<P_all>(natload::bytes()).error() == error{errc::truncated, 0});
}

TEST_CASE("an image that is too large for its offsets") {
    if constexpr (sizeof(std::size_t) > 4) {
        constexpr std::size_t too_large = natload::max_image_size + std::size_t{1};
        CHECK(verify<P>({module_image.data(), too_large}).error() == error{errc::image_too_large, 0});
        CHECK(verify<P_all>({module_image.data(), too_large}).error() == error{errc::image_too_large, 0});
    }
}

TEST_CASE("only verify makes a verified image, and a refused one holds nothing to load") {
    CHECK_BOTH(!std::is_default_constructible_v<verified<P>>);
    CHECK_BOTH(!std::is_constructible_v<verified<P>, natload::bytes>);
    CHECK_BOTH(!std::is_convertible_v<verified<P>, verified<P_all>>);
    CHECK_BOTH(!verify<P>(with_more)->linked());
    CHECK_BOTH(!verify<P_all>(with_more)->linked());
    CHECK_BOTH(verify<P>(with_more)->image().size() == 0);
    CHECK_BOTH(!verify<P>(module_image.truncated(4))->linked());
}
