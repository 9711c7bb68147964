// SPDX-License-Identifier: MIT
#pragma once

#include <natload/cache/cache_policy.hpp>

namespace natload::inline v0::cache {

/// The compiler's own: on a system with a kernel it may call it, bare metal may get nothing; look at what it emits.
/// Does nothing in a constant expression.
struct builtin {
    constexpr void synchronize(std::uintptr_t address, std::size_t size) const {
        if (!__builtin_is_constant_evaluated()) call(address, size);
    }

private:
    static void call(std::uintptr_t address, std::size_t size) {
        char* const start = reinterpret_cast<char*>(address);
        __builtin___clear_cache(start, start + size);
    }
};
static_assert(cache_policy<builtin, std::uintptr_t>);

}  // namespace natload::inline v0::cache
