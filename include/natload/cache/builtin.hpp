// SPDX-License-Identifier: MIT
#pragma once

#include <natload/cache/cache_policy.hpp>

namespace natload::inline v0::cache {

/// The compiler's own. In user mode of Linux it is the right one: where a program may not do the work or not for every
/// core, it asks the kernel. Bare metal may get a call of a function that is not there, or nothing.
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
