// SPDX-License-Identifier: MIT
#pragma once

// The only header that sees Boost.Hana. natload/interop.hpp includes it where Boost.Hana is found.
#if !__has_include(<boost/hana.hpp>)
#error natload/interop/hana.hpp needs Boost.Hana: install it (libboost-dev in Debian), or include natload/interop.hpp, which does without
#endif

#include <boost/hana/at_key.hpp>
#include <boost/hana/contains.hpp>
#include <boost/hana/first.hpp>
#include <boost/hana/for_each.hpp>
#include <boost/hana/integral_constant.hpp>
#include <boost/hana/map.hpp>
#include <boost/hana/pair.hpp>
#include <boost/hana/second.hpp>
#include <boost/hana/string.hpp>
#include <boost/hana/tuple.hpp>
#include <boost/hana/type.hpp>
#include <boost/hana/unpack.hpp>
#include <type_traits>

#include <natload/arch/list.hpp>
#include <natload/host/function_table.hpp>

namespace natload::inline v0::interop {

namespace hana = boost::hana;

namespace detail {

/// Hana strings are equal if and only if they have one type.
template <class First, class... Rest>
constexpr bool distinct_names = (!std::is_same_v<First, Rest> && ...) && distinct_names<Rest...>;
template <class First>
constexpr bool distinct_names<First> = true;

template <class... Archs>
constexpr auto types_of(arch::list<Archs...>) {
    return hana::tuple_t<Archs...>;
}

}  // namespace detail

/// An exported function or datum: a name and an entry of the table.
/// export_as<50>(BOOST_HANA_STRING("memset"), &memset).
template <std::size_t Index, class Name, class T>
constexpr auto export_as(Name name, T value) {
    return hana::make_pair(name, host::entry<Index>(value));
}

/// A host's exports: a hana::map from names (hana::string) to entries. A name given twice does not compile.
template <class... Pairs>
constexpr auto make_exports(Pairs... pairs) {
    static_assert(detail::distinct_names<std::decay_t<decltype(hana::first(pairs))>...>,
                  "two exports have the same name");
    return hana::make_map(pairs...);
}

/// The function table of Length words that a map of exports describes.
template <std::size_t Length, class Map>
constexpr auto make_table(const Map& exports) {
    return hana::unpack(exports, [](auto... pair) { return host::make_table<Length>(hana::second(pair)...); });
}

/// The index of a name in the table, as an integral constant.
/// A name that is not exported does not compile.
template <class Map, class Name>
constexpr auto index_of(const Map& exports, Name name) {
    static_assert(decltype(hana::contains(exports, name))::value, "no export has this name");
    return hana::size_c<std::decay_t<decltype(exports[name])>::index>;
}

/// Every architecture with a number in the format, as a hana::tuple of types: for run-time dispatch by hana::for_each.
inline constexpr auto architectures = detail::types_of(arch::all{});

}  // namespace natload::inline v0::interop
