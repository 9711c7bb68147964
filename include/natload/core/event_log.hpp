// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>

namespace natload::inline v0 {

/// What a recording policy saw.
enum class event_kind : std::uint8_t { allocate, release, shrink, commit, relocate, committed, synchronize };

struct event {
    event_kind kind{};
    std::uint64_t address = 0;
    std::size_t size = 0;

    friend constexpr bool operator==(const event&, const event&) = default;
};

/// Events in their order, across all policies that share the log. Those past its capacity are only counted.
template <std::size_t Capacity = 64>
class event_log {
public:
    constexpr void add(event_kind kind, std::uint64_t address, std::size_t size) {
        if (count_ < Capacity) events_[count_] = {kind, address, size};
        ++count_;
    }
    constexpr void clear() { count_ = 0; }

    constexpr std::size_t count() const { return count_; }
    constexpr const event& operator[](std::size_t i) const { return events_[i]; }

private:
    event events_[Capacity] = {};
    std::size_t count_ = 0;
};

}  // namespace natload::inline v0
