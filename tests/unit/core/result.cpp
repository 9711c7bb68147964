// SPDX-License-Identifier: MIT
#include <natload/core/result.hpp>

#include "support/check_both.hpp"

namespace {

using natload::errc;
using natload::error;
using natload::result;

struct move_only {
    int value = 0;

    constexpr move_only() = default;
    constexpr explicit move_only(int v) : value(v) {}
    constexpr move_only(move_only&& other) noexcept : value(other.value) { other.value = 0; }
    constexpr move_only& operator=(move_only&&) = delete;
    constexpr ~move_only() {}
};

constexpr result<int> half(int n) {
    if (n % 2 != 0) return error{errc::encoding, 7};
    return n / 2;
}

constexpr result<int> refused_later() {
    result<int> r;
    *r = 5;
    r.refuse({errc::version, 1});
    return r;
}

constexpr int moved_out() {
    result<move_only> r(move_only(5));
    const move_only m = *static_cast<result<move_only>&&>(r);
    return m.value * 10 + r->value;
}

}  // namespace

TEST_CASE("a value") {
    CHECK_BOTH(half(8).has_value());
    CHECK_BOTH(static_cast<bool>(half(8)));
    CHECK_BOTH(*half(8) == 4);
    CHECK_BOTH(half(8).error() == error{});
}

TEST_CASE("an error, and the empty value beside it") {
    CHECK_BOTH(!half(7).has_value());
    CHECK_BOTH(!half(7));
    CHECK_BOTH(half(7).error() == error{errc::encoding, 7});
    CHECK_BOTH(*half(7) == 0);
}

TEST_CASE("a reason alone has no offset") {
    CHECK_BOTH(result<int>(errc::host_full).error() == error{errc::host_full, 0});
}

TEST_CASE("a value made in place") {
    CHECK_BOTH(result<int>().has_value());
    CHECK_BOTH(refused_later().error() == error{errc::version, 1});
    CHECK_BOTH(result<move_only>()->value == 0);
}

TEST_CASE("a value that can only be moved") { CHECK_BOTH(moved_out() == 50); }
