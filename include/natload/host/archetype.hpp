// SPDX-License-Identifier: MIT
#pragma once

#include <natload/core/opaque.hpp>
#include <natload/host/native_host.hpp>

namespace natload::inline v0::host {

/// The least host: a function table of no words, and room for no name.
template <class Word>
class archetype {
public:
    archetype() = default;
    archetype(const archetype&) = delete;
    archetype& operator=(const archetype&) = delete;

    static constexpr opaque<std::size_t> table_length{0};
    opaque<const Word*> table() { return {nullptr}; }
    opaque<Word> table_address() { return {0}; }
    std::uint16_t intern(bytes) { return 0; }
    void forget(std::uint16_t) {}
};
static_assert(native_host<archetype<std::uint32_t>, std::uint32_t>);

}  // namespace natload::inline v0::host
