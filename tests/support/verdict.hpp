// SPDX-License-Identifier: MIT
// How images fare with the library: accepted by a platform, or refused for a reason, at a field.
#pragma once

#include <natload/format/verify.hpp>

#include <cstdint>

#include "support/mpy_writer.hpp"

namespace natload::testing {

/// Platforms as they come, in either scope.
template <class Arch>
using linked_on = platform<Arch>;
template <class Arch>
using all_on = platform<Arch, platform_options{.scope = natload::scope::all}>;

template <class P>
constexpr bool accepted(natload::bytes image) {
    return verify<P>(image).has_value();
}

template <class P>
constexpr bool refused(natload::bytes image, errc why, std::uint32_t offset) {
    return verify<P>(image).error() == natload::error{why, offset};
}

template <class P, std::size_t Capacity>
constexpr bool refused(const basic_writer<Capacity>& image, errc why, field where) {
    return refused<P>(image, why, image.at(where));
}

}  // namespace natload::testing
