// SPDX-License-Identifier: MIT
// expected: make_table: two entries have the same index
#include <natload/interop/hana.hpp>

namespace {

int first() { return 1; }
int second() { return 2; }

}  // namespace

constexpr auto exports =
    natload::interop::make_exports(natload::interop::export_as<3>(BOOST_HANA_STRING("first"), &first),
#ifdef MISTAKE
                                   natload::interop::export_as<3>(BOOST_HANA_STRING("second"), &second));
#else
                                   natload::interop::export_as<4>(BOOST_HANA_STRING("second"), &second));
#endif
constexpr auto table = natload::interop::make_table<8>(exports);
static_assert(table.length == 8);
