// SPDX-License-Identifier: MIT
#pragma once

#include <natload/cache/none.hpp>
#include <natload/core/event_log.hpp>

namespace natload::inline v0::cache {

/// Notes each call in a log and hands it on: proves when synchronize() came. For tests.
template <class Log, class Cache>
class recording {
public:
    constexpr explicit recording(Log& log, Cache cache = {}) : log_(&log), cache_(cache) {}

    template <class Word>
    constexpr void synchronize(Word address, std::size_t size) {
        log_->add(event_kind::synchronize, address, size);
        cache_.synchronize(address, size);
    }

private:
    Log* log_;
    Cache cache_;
};
static_assert(cache_policy<recording<event_log<>, none>, std::uint32_t>);

}  // namespace natload::inline v0::cache
