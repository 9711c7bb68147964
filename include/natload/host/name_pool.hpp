// SPDX-License-Identifier: MIT
#pragma once

#include <natload/core/bytes.hpp>

namespace natload::inline v0::host {

/// Numbers up to Names names that are in use at a time, from first_number on: the 165 below are the format's
/// static names. A name has a number until every intern of it was forgotten. No heap; searches linearly.
///
/// Bytes = 0: texts stay where they are, in images that stay mapped while the pool is used (flash).
/// Bytes > 0: texts are copied; that is the room for all of them together.
template <std::size_t Names, std::size_t Bytes = 0>
class name_pool {
public:
    static constexpr std::uint16_t first_number = 166;
    static constexpr bool copies_names = Bytes > 0;
    static_assert(Names > 0 && Names <= 0xffff - first_number,
                  "name_pool<Names>: 1 to 65369 names, as a name's number has 16 bits");

    constexpr name_pool() = default;
    name_pool(const name_pool&) = delete;  // texts that were copied lie in the one only
    name_pool& operator=(const name_pool&) = delete;

    /// The number of a text; 0: no room.
    constexpr std::uint16_t intern(bytes text) {
        std::size_t free = bound_;
        for (std::size_t i = 0; i < bound_; ++i) {
            if (slots_[i].uses == 0) {
                free = i;
            } else if (equal(slots_[i].text, text)) {
                if (slots_[i].uses == 0xffff) return 0;
                ++slots_[i].uses;
                return number(i);
            }
        }
        if (free == Names || !keep(text)) return 0;
        if (free == bound_) ++bound_;
        slots_[free] = {text, 1};
        return number(free);
    }

    /// Undoes one intern. Nothing for static names and numbers that are not in use.
    constexpr void forget(std::uint16_t number) {
        const std::size_t i = static_cast<std::size_t>(number) - first_number;
        if (i >= Names || slots_[i].uses == 0) return;
        if (--slots_[i].uses != 0) return;
        drop(slots_[i].text);
        while (bound_ != 0 && slots_[bound_ - 1].uses == 0) --bound_;
    }

    /// The text of a number in use, until it is forgotten or, with Bytes > 0, another is; else empty.
    constexpr bytes text(std::uint16_t number) const {
        const std::size_t i = static_cast<std::size_t>(number) - first_number;
        return i < Names && slots_[i].uses != 0 ? slots_[i].text : bytes{};
    }

    constexpr std::size_t in_use() const {
        std::size_t n = 0;
        for (const slot& s : slots_) n += s.uses != 0;
        return n;
    }

private:
    struct slot {
        bytes text;
        std::uint16_t uses = 0;
    };

    static constexpr std::uint16_t number(std::size_t i) { return static_cast<std::uint16_t>(first_number + i); }

    static constexpr bool equal(bytes a, bytes b) {
        if (a.size() != b.size()) return false;
        for (std::size_t i = 0; i < a.size(); ++i) {
            if (a[i] != b[i]) return false;
        }
        return true;
    }

    /// Copies a text behind the others; false if there is no room.
    constexpr bool keep(bytes& text) {
        if constexpr (Bytes > 0) {
            if (text.size() > Bytes - used_) return false;
            copy(text.data(), text.size(), copies_ + used_);
            text = {copies_ + used_, text.size()};
            used_ += text.size();
        }
        return true;
    }

    /// Closes the gap that a text leaves.
    constexpr void drop(bytes gone) {
        if constexpr (Bytes > 0) {
            const auto at = static_cast<std::size_t>(gone.data() - copies_);
            used_ -= gone.size();
            for (std::size_t i = at; i < used_; ++i) copies_[i] = copies_[i + gone.size()];
            for (slot& s : slots_) {
                if (s.uses != 0 && s.text.data() > gone.data()) s.text = {s.text.data() - gone.size(), s.text.size()};
            }
        }
    }

    slot slots_[Names] = {};
    std::size_t bound_ = 0;  // no slot from here on is in use
    std::uint8_t copies_[Bytes > 0 ? Bytes : 1] = {};
    std::size_t used_ = 0;
};

}  // namespace natload::inline v0::host
