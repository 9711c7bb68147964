// SPDX-License-Identifier: MIT
#include <natload/format/objects.hpp>

#include <natload/arch.hpp>

#include "support/check_both.hpp"
#include "support/verdict.hpp"

using namespace natload::testing;

namespace {

using natload::errc;
using P = all_on<natload::arch::rv32imc>;

template <std::uint8_t Depth>
using limited = natload::platform<natload::arch::rv32imc,
                                  natload::platform_options{.scope = natload::scope::all, .max_object_depth = Depth}>;

constexpr auto function = writer{}.prelude({}, {0});

constexpr writer objects(unsigned count) { return writer{}.header({}).counts(1, count).qstr("m"); }

// A tuple in a tuple and so on, the last empty or with an object in it.
constexpr writer nested(unsigned tuples, bool object_inside) {
    writer image = objects(1);
    for (unsigned i = 1; i < tuples; ++i) image.tuple(1);
    if (tuples > 0) image.tuple(object_inside ? 1 : 0);
    if (object_inside) image.object(object_type::none);
    return image.bytecode(function);
}

constexpr writer of_type(unsigned type) { return objects(1).object(static_cast<object_type>(type)).bytecode(function); }

}  // namespace

TEST_CASE("objects of each type") {
    CHECK_BOTH(accepted<P>(of_type(0)));
    CHECK_BOTH(accepted<P>(of_type(1)));
    CHECK_BOTH(accepted<P>(of_type(2)));
    CHECK_BOTH(accepted<P>(of_type(3)));
    CHECK_BOTH(accepted<P>(of_type(4)));
    CHECK_BOTH(accepted<P>(objects(1).object(object_type::str, "\u00e9").bytecode(function)));
    CHECK_BOTH(accepted<P>(objects(1).object(object_type::bytes, "\xff").bytecode(function)));
    CHECK_BOTH(accepted<P>(objects(1).object(object_type::integer, "-12").bytecode(function)));
    CHECK_BOTH(accepted<P>(objects(1).object(object_type::floating, "1e400").bytecode(function)));
    CHECK_BOTH(accepted<P>(objects(1).object(object_type::complex, "1j").bytecode(function)));
    CHECK_BOTH(accepted<P>(objects(1).tuple(1).tuple(0).bytecode(function)));
}

TEST_CASE("texts and data may be empty, and hold a NUL") {
    CHECK_BOTH(
        accepted<P>(objects(2).object(object_type::str, "").object(object_type::str, "a\0b").bytecode(function)));
    CHECK_BOTH(
        accepted<P>(objects(2).object(object_type::bytes, "").object(object_type::bytes, "\0").bytecode(function)));
    CHECK_BOTH(accepted<P>(objects(1).object(object_type::integer, "").bytecode(function)));
}

TEST_CASE("several objects, tuples of several among them") {
    constexpr auto image = objects(3)
                               .tuple(2)
                               .tuple(2)
                               .object(object_type::none)
                               .object(object_type::true_)
                               .object(object_type::integer, "5")
                               .object(object_type::ellipsis)
                               .tuple(0);
    CHECK_BOTH(accepted<P>(writer{image}.bytecode(function)));
    CHECK_BOTH(refused<P>(image, errc::truncated, image.offset()));
}

TEST_CASE("a tuple's items are counted, not guessed") {
    // Two items announced: the second is the byte that starts the code.
    CHECK_BOTH(refused<P>(objects(1).tuple(2).object(object_type::none).bytecode(function), errc::object_type, 12));
    CHECK_BOTH(refused<P>(objects(1).tuple(0xffffffff).object(object_type::none), errc::truncated, 16));
    CHECK_BOTH(refused<P>(objects(1).tuple(0x100000000), errc::number_too_large, field::object_size));
    CHECK_BOTH(refused<P>(objects(1).tuple(1), errc::truncated, 11));
    CHECK_BOTH(refused<P>(objects(1).object(object_type::tuple), errc::truncated, 10));
}

TEST_CASE("an unknown type") {
    for (unsigned type = 11; type < 256; ++type) CHECK(refused<P>(of_type(type), errc::object_type, field::object));
    CHECK_BOTH(refused<P>(of_type(11), errc::object_type, 9));
    CHECK_BOTH(refused<P>(objects(1).tuple(2).tuple(0).object(object_type{0x80}), errc::object_type, 13));
}

TEST_CASE("the text of a str is UTF-8, of a number ASCII; bytes are bytes") {
    CHECK_BOTH(refused<P>(objects(1).object(object_type::str, "a\x80"), errc::encoding, field::object_text));
    CHECK_BOTH(refused<P>(objects(1).object(object_type::str, "\xed\xa0\x80"), errc::encoding, field::object_text));
    CHECK_BOTH(refused<P>(objects(1).object(object_type::integer, "1\x80"), errc::encoding, field::object_text));
    CHECK_BOTH(refused<P>(objects(1).object(object_type::floating, "\u00e9"), errc::encoding, field::object_text));
    CHECK_BOTH(refused<P>(objects(1).object(object_type::complex, "\xff"), errc::encoding, field::object_text));
    CHECK_BOTH(accepted<P>(objects(1).object(object_type::integer, "\x7f").bytecode(function)));
}

TEST_CASE("a NUL ends a str and bytes, and is looked for before the text is looked at") {
    CHECK_BOTH(refused<P>(objects(1).object(object_type::str).vuint(1).text("\x80z"), errc::missing_nul, 12));
    CHECK_BOTH(refused<P>(objects(1).object(object_type::bytes).vuint(1).text("az"), errc::missing_nul, 12));
    CHECK_BOTH(refused<P>(objects(1).object(object_type::str).vuint(1).text("\x80"), errc::truncated, 12));
    CHECK_BOTH(refused<P>(objects(1).object(object_type::bytes).vuint(1).text("a"), errc::truncated, 12));
}

TEST_CASE("what is missing or too long") {
    CHECK_BOTH(refused<P>(objects(1), errc::truncated, 9));
    CHECK_BOTH(refused<P>(objects(2).object(object_type::none), errc::truncated, 10));
    CHECK_BOTH(refused<P>(objects(1).object(object_type::str), errc::truncated, 10));
    CHECK_BOTH(refused<P>(objects(1).object(object_type::floating).byte(0x80), errc::truncated, 10));
    CHECK_BOTH(refused<P>(objects(1).object(object_type::bytes).vuint(0x100000000), errc::number_too_large, 10));
    CHECK_BOTH(refused<P>(objects(1).object(object_type::str).vuint(3).text("ab"), errc::truncated, 11));
    CHECK_BOTH(refused<P>(objects(1).object(object_type::complex).vuint(3).text("1j"), errc::truncated, 11));
    CHECK_BOTH(refused<P>(objects(1).object(object_type::bytes).vuint(0xffffffff).text("ab"), errc::truncated, 15));
}

TEST_CASE("a count of objects that can't be") {
    CHECK_BOTH(refused<P>(writer{}.header({}).counts(0, 0xffffffff).object(object_type::none), errc::truncated, 11));
}

TEST_CASE("tuples nest as deeply as the platform says, a lone object being one level") {
    CHECK_BOTH(natload::platform_options{}.max_object_depth == 32);
    CHECK_BOTH(accepted<P>(nested(31, true)));
    CHECK_BOTH(accepted<P>(nested(32, false)));
    constexpr std::uint32_t first_count = 9 + 1;
    CHECK_BOTH(refused<P>(nested(32, true), errc::object_depth, first_count + 2 * 31));
    CHECK_BOTH(refused<P>(nested(33, false), errc::object_depth, first_count + 2 * 31));
    CHECK_BOTH(refused<P>(nested(40, true), errc::object_depth, first_count + 2 * 31));

    CHECK_BOTH(accepted<limited<1>>(nested(0, true)));
    CHECK_BOTH(accepted<limited<1>>(nested(1, false)));
    CHECK_BOTH(refused<limited<1>>(nested(1, true), errc::object_depth, field::object_size));
    CHECK_BOTH(accepted<limited<3>>(nested(2, true)));
    CHECK_BOTH(refused<limited<3>>(nested(3, true), errc::object_depth, field::object_size));
}

TEST_CASE("after a deep tuple there is room for another") {
    constexpr auto image = objects(1).tuple(3).tuple(1).tuple(0).tuple(1).tuple(0).object(object_type::none);
    CHECK_BOTH(accepted<limited<3>>(writer{image}.bytecode(function)));
}
