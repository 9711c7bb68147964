// SPDX-License-Identifier: MIT
#pragma once

#include <natload/host/interpreter_host.hpp>
#include <natload/host/simulated.hpp>

namespace natload::inline v0::host {

/// The interpreter of a machine that is not there: it notes what it is asked to make, at most Capacity things in use,
/// and what belongs to what. For constant expressions and tests.
template <class Word, std::size_t Length, std::size_t Capacity = 64, std::size_t Names = 64, std::size_t Bytes = 2048>
class simulated_interpreter : public simulated<Word, Length, Names, Bytes> {
public:
    enum class kind : std::uint8_t { none, object, tuple, function };

    struct thing {
        kind is = kind::none;
        object_type type = object_type::none;
        bytes text;
        std::uint32_t size = 0;    // a tuple's items, a function's children: how many there will be
        std::uint32_t filled = 0;  // and are
        Word owner = 0;            // the tuple or function that it belongs to
        placed_code<Word> code;
    };

    using simulated<Word, Length, Names, Bytes>::simulated;

    constexpr Word object(object_type type, bytes text) {
        const Word made = add(kind::object);
        if (made == 0) return 0;
        (*this)[made].type = type;
        (*this)[made].text = text;
        return made;
    }

    constexpr Word tuple(std::uint32_t count) {
        const Word made = add(kind::tuple);
        if (made == 0) return 0;
        (*this)[made].size = count;
        return made;
    }

    constexpr void set_item(Word tuple, std::uint32_t i, Word item) {
        wrong_ = wrong_ || (*this)[tuple].filled++ != i || i >= (*this)[tuple].size;
        (*this)[item].owner = tuple;
    }

    constexpr Word function(const placed_code<Word>& code) {
        const Word made = add(kind::function);
        if (made == 0) return 0;
        thing& t = (*this)[made];
        t.code = code;
        t.size = code.children;
        // Parents come before their children: it belongs to the last function that still waits for one.
        for (Word other = made - 1; other != 0; --other) {
            thing& parent = (*this)[other];
            if (parent.is != kind::function || parent.filled == parent.size) continue;
            ++parent.filled;
            t.owner = other;
            break;
        }
        return made;
    }

    constexpr void drop(Word object) {
        if (object == 0) return;
        wrong_ = wrong_ || object > Capacity || (*this)[object].is == kind::none;
        (*this)[object] = {};
        for (Word other = 1; other <= Capacity; ++other) {
            if ((*this)[other].is != kind::none && (*this)[other].owner == object) drop(other);
        }
    }

    /// What stands behind a word that it gave.
    constexpr thing& operator[](Word object) { return things_[object - 1]; }

    constexpr std::size_t in_use() const {
        std::size_t n = 0;
        for (const thing& t : things_) n += t.is != kind::none;
        return n;
    }

    /// Whether it was asked for something that makes no sense.
    constexpr bool wrong() const { return wrong_; }

    /// How many things it still makes before it refuses.
    std::size_t grants = Capacity;

private:
    constexpr Word add(kind is) {
        if (grants == 0) return 0;
        for (Word i = 1; i <= Capacity; ++i) {
            if ((*this)[i].is != kind::none) continue;
            --grants;
            (*this)[i].is = is;
            return i;
        }
        return 0;
    }

    thing things_[Capacity] = {};
    bool wrong_ = false;
};
static_assert(interpreter_host<simulated_interpreter<std::uint32_t, 1>, std::uint32_t>);

}  // namespace natload::inline v0::host
