// SPDX-License-Identifier: MIT
#pragma once

#include <natload/cache/cache_policy.hpp>

namespace natload::inline v0::cache {

/// The least cache policy: copied, and called where it is not const. How it is made is its own affair.
template <class Word>
class archetype {
public:
    explicit archetype(Word) {}
    archetype(const archetype&) = default;
    archetype& operator=(const archetype&) = delete;

    void synchronize(Word, std::size_t) {}
};
static_assert(cache_policy<archetype<std::uint32_t>, std::uint32_t>);

}  // namespace natload::inline v0::cache
