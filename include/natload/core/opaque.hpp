// SPDX-License-Identifier: MIT
#pragma once

namespace natload::inline v0 {

/// A value of which nothing is known but that it converts to T. Archetypes give it where a concept asks for no more.
template <class T>
struct opaque {
    T value;

    // NOLINTNEXTLINE(google-explicit-constructor): to convert is all it is for
    constexpr operator T() const { return value; }
};

}  // namespace natload::inline v0
