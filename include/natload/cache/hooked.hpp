// SPDX-License-Identifier: MIT
#pragma once

#include <natload/cache/cache_policy.hpp>

namespace natload::inline v0::cache {

/// Another policy, and then a program's own hook: hook(address, size). For what an ISA does not say: other harts
/// (FENCE.I reaches only its own: send them an interrupt, or the SBI call remote_fence_i), caches of a chip's own.
template <class Cache, class Hook>
struct hooked {
    [[no_unique_address]] Cache cache;
    [[no_unique_address]] Hook hook;

    template <class Word>
    constexpr void synchronize(Word address, std::size_t size) {
        cache.synchronize(address, size);
        hook(address, size);
    }
};
template <class Cache, class Hook>
hooked(Cache, Hook) -> hooked<Cache, Hook>;

}  // namespace natload::inline v0::cache
