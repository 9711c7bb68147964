// SPDX-License-Identifier: MIT
#pragma once

#include <natload/cache/cache_policy.hpp>

namespace natload::inline v0::cache {

/// For machines whose instruction fetch sees stores: x86.
struct none {
    template <class Word>
    constexpr void synchronize(Word, std::size_t) const {}
};
static_assert(cache_policy<none, std::uint32_t> && cache_policy<none, std::uint64_t>);

}  // namespace natload::inline v0::cache
