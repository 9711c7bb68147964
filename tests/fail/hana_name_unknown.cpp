// SPDX-License-Identifier: MIT
// expected: no export has this name
#include <natload/interop/hana.hpp>

namespace {

int first() { return 1; }

}  // namespace

constexpr auto exports =
    natload::interop::make_exports(natload::interop::export_as<3>(BOOST_HANA_STRING("first"), &first));
#ifdef MISTAKE
constexpr auto index = natload::interop::index_of(exports, BOOST_HANA_STRING("frist"));
#else
constexpr auto index = natload::interop::index_of(exports, BOOST_HANA_STRING("first"));
#endif
static_assert(index == 3u);
