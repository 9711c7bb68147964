// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>

namespace natload::inline v0 {

/// Makes freshly written code visible to instruction fetch.
///
/// Required: to be copied, and synchronize(address, size), for every word type of an architecture that uses it.
/// It is called after the last write to [address, address + size) and before the first call into it.
/// Laws (tests/laws/cache.hpp): what was written last is what runs, line by line to the last byte;
///   a range is rounded outwards to whole lines; a size of 0 is allowed.
/// Cost: stateless policies take no memory.
/// Models: every header of natload/cache.
template <class C, class Word>
concept cache_policy = std::copy_constructible<C> && requires(C& c, Word address, std::size_t size) {
    c.synchronize(address, size);
};

}  // namespace natload::inline v0
