// SPDX-License-Identifier: MIT
#pragma once

#include <natload/core/bytes.hpp>
#include <natload/core/error.hpp>
#include <natload/core/for_size.hpp>
#include <natload/core/reason.hpp>

namespace natload::inline v0 {

/// An image in memory: a position in it is a pointer.
struct in_memory {
    using position = const std::uint8_t*;

    /// The byte at a position; above 0xff: the image ends there.
    constexpr std::uint32_t byte(position at, position end) const { return at == end ? 0x100 : *at; }

    /// Whether there is a byte.
    constexpr bool has(position at, position end) const { return at != end; }

    /// What is at a position that was read before.
    constexpr std::uint8_t operator[](position at) const { return *at; }
    template <std::unsigned_integral T, std::endian Order>
    constexpr T load(position at) const {
        return load_unaligned<T, Order>(at);
    }
};

/// The one way to read an image. Every read is checked here and nowhere else. Where the image is, the input knows:
/// in_memory; in_window (source/window.hpp), where an image is read from a source and a position is an offset.
///
/// It remembers where the last field began, so a reader reads a field, then refuses it or goes on.
/// Failure is sticky: the first error stays, the image ends for the cursor where the wrong field begins, and whatever
/// is read from there is 0xffffffff: the end of a list of relocations and, everywhere else, something to refuse.
/// So readers go on to their next natural stop.
template <class Input>
class basic_cursor {
public:
    using position = typename Input::position;

    constexpr basic_cursor(position at, position end, Input input = {}) : at_(at), end_(end), field_{}, input_(input) {}
    constexpr explicit basic_cursor(bytes image) : basic_cursor(image.begin(), image.end()) {}

    constexpr position at() const { return at_; }        // after a failure: where the wrong field begins
    constexpr position field() const { return field_; }  // where the field began that was read last
    constexpr bool at_end() const { return !input_.has(at_, end_); }
    constexpr Input input() const { return input_; }
    constexpr bool failed() const { return static_cast<std::uint8_t>(state_) != 0; }
    constexpr errc failure() const { return static_cast<errc>(state_); }
    /// Whether something is to be made of what was read: nothing was refused, and it is no dry run.
    constexpr bool counts() const { return state_ == 0; }
    /// The error, after a failure; its offset from `start`.
    constexpr error failure_from(position start) const { return {failure(), static_cast<std::uint32_t>(at_ - start)}; }

    /// Refuses the field that was read last; there is one. The first error stays.
    constexpr void refuse(reason why) { fail(why); }

    /// Refuses a field that was read before the last.
    constexpr void refuse_at(errc why, position field) {
        field_ = field;
        fail(why);
    }

    /// Lets an error stand for whatever was found so far: what was read was not the image.
    constexpr void overrule(errc why) { state_ = static_cast<std::uint32_t>(why); }

    /// Begins a dry run, which only finds out whether all can be read; ends it. Not after a failure.
    constexpr void set_dry(bool dry) { state_ = dry ? dry_run : 0; }

    /// Makes a field that was read before the last the one that can be refused.
    constexpr void reread(position field) { field_ = field; }

    /// Goes to another place of the same image; not after a failure.
    constexpr void seek(position at) { at_ = at; }

    constexpr std::uint32_t byte() {
        field_ = at_;
        return next_byte();
    }

    /// A further byte of the last field.
    constexpr std::uint32_t next_byte() {
        const std::uint32_t value = input_.byte(at_, end_);
        if (value > 0xff) return fail(errc::truncated);
        ++at_;
        return value;
    }

    /// Groups of 7 bits, most significant first; bit 7 set: another byte follows. Leading zero groups are legal.
    constexpr std::uint32_t vuint() {
        field_ = at_;
        if constexpr (!std::same_as<Input, in_memory>) {
            std::uint32_t number = 0;
            for (;;) {
                const std::uint32_t group = next_byte();
                if (group > 0xff) return group;
                if (number >> 25 != 0) return fail(errc::number_too_large);
                number = (number << 7) + group;
                if (group < 0x80) return number;
                number -= 0x80;
            }
        } else if constexpr (optimized_for_size) {
            position at = at_;
            std::uint32_t number = 0;
            for (;;) {
                const std::uint32_t group = input_.byte(at, end_);
                if (group > 0xff) return fail(errc::truncated);
                if (number >> 25 != 0) return fail(errc::number_too_large);
                ++at;
                number = (number << 7) + group;
                if (group < 0x80) break;
                number -= 0x80;
            }
            at_ = at;
            return number;
        } else {
            position at = at_;
            std::uint32_t number = input_.byte(at, end_);
            if (number > 0xff) return fail(errc::truncated);
            ++at;
            if (number >= 0x80) {  // most are of one group
                for (;;) {
                    const std::uint32_t group = input_.byte(at, end_);
                    if (group > 0xff) return fail(errc::truncated);
                    ++at;
                    number = (number << 7) + group - (0x80 << 7);
                    if (group < 0x80) break;
                    if ((number - 0x80) >> 25 != 0) {
                        return fail(input_.has(at, end_) ? errc::number_too_large : errc::truncated);
                    }
                }
            }
            at_ = at;
            return number;
        }
    }

    /// Steps over bytes and returns where they start. What lies from there to at() is always readable.
    constexpr position take(std::uint32_t size) {
        skip(size);
        return field_;
    }

    /// The same, and lays them down. What comes after a failure is not looked back at.
    constexpr position take(std::uint32_t size, std::uint8_t* to) {
        field_ = at_;
        for (std::uint32_t i = 0; i < size; ++i) {
            const std::uint32_t next = next_byte();
            if (next > 0xff) return field_;
            to[i] = static_cast<std::uint8_t>(next);
        }
        input_.laid(field_, size, to);
        return field_;
    }

    constexpr void skip(std::uint32_t size) {
        field_ = at_;
        if (size > static_cast<std::size_t>(end_ - at_)) {
            fail(errc::truncated);
        } else if constexpr (std::same_as<Input, in_memory>) {
            at_ += size;
        } else if (size != 0) {  // whether the source has the last of them
            at_ += size - 1;
            next_byte();
        }
    }

private:
    static constexpr std::uint32_t dry_run = 0x100;  // above all errcs

    /// Returns what a number or a byte that can't be read reads as. For size, one function, called from many places;
    /// for speed, inline, so that a cursor can live in registers.
#if defined(__OPTIMIZE_SIZE__)
    [[gnu::noinline]]
#endif
    constexpr std::uint32_t
    fail(reason why) {
        if (!failed()) {
            state_ = why.number();
            at_ = end_ = field_;
        }
        return 0xffffffff;
    }

    position at_;
    position end_;
    position field_;
    std::uint32_t state_ = 0;  // an errc, as a word: the cheapest to load and store; or dry_run
    [[no_unique_address]] Input input_;
};

using cursor = basic_cursor<in_memory>;

}  // namespace natload::inline v0
