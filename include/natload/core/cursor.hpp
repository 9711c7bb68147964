// SPDX-License-Identifier: MIT
#pragma once

#include <natload/core/bytes.hpp>
#include <natload/core/error.hpp>

namespace natload::inline v0 {

/// The one way to read an image. Every read is checked here and nowhere else.
///
/// It remembers where the last field began, so a reader reads a field, then refuses it or goes on.
/// Failure is sticky: the first error stays, the image ends for the cursor where the wrong field begins, and whatever
/// is read from there is 0xffffffff: the end of a list of relocations and, everywhere else, something to refuse.
/// So readers go on to their next natural stop.
class cursor {
public:
    constexpr cursor(const std::uint8_t* at, const std::uint8_t* end) : at_(at), end_(end), field_(at) {}
    constexpr explicit cursor(bytes image) : cursor(image.begin(), image.end()) {}

    constexpr const std::uint8_t* at() const { return at_; }        // after a failure: where the wrong field begins
    constexpr const std::uint8_t* field() const { return field_; }  // where the field began that was read last
    constexpr bool at_end() const { return at_ == end_; }
    constexpr bool failed() const { return failure_ != 0; }
    constexpr errc failure() const { return static_cast<errc>(failure_); }
    /// The error, its offset from `start`.
    constexpr error failure_from(const std::uint8_t* start) const {
        if (!failed()) return {};
        return {failure(), static_cast<std::uint32_t>(at_ - start)};
    }

    /// Refuses the field that was read last. The first error stays.
    constexpr void refuse(errc why) { fail(why); }

    /// Takes what a reader came to: refuses the field that was read last, unless for errc::none.
    constexpr void conclude(errc why) {
        if (why != errc::none) fail(why);
    }

    /// Refuses a field that was read before the last.
    constexpr void refuse_at(errc why, const std::uint8_t* field) {
        field_ = field;
        fail(why);
    }

    /// Makes a field that was read before the last the one that can be refused.
    constexpr void reread(const std::uint8_t* field) { field_ = field; }

    /// Goes to another place of the same image; not after a failure.
    constexpr void seek(const std::uint8_t* at) { at_ = at; }

    constexpr std::uint32_t byte() {
        field_ = at_;
        return next_byte();
    }

    /// A further byte of the last field.
    constexpr std::uint32_t next_byte() {
        if (at_end()) return fail(errc::truncated);
        return *at_++;
    }

    /// Groups of 7 bits, most significant first; bit 7 set: another byte follows. Leading zero groups are legal.
    constexpr std::uint32_t vuint() {
        field_ = at_;
        const std::uint8_t* at = at_;
        if (at == end_) return fail(errc::truncated);
        std::uint32_t value = *at++;
        if (value >= 0x80) {  // most are of one group
            value -= 0x80;
            for (;;) {
                if (at == end_) return fail(errc::truncated);
                if (value >> 25 != 0) return fail(errc::number_too_large);
                const std::uint32_t group = *at++;
                value = (value << 7) + group;
                if (group < 0x80) break;
                value -= 0x80;
            }
        }
        at_ = at;
        return value;
    }

    /// Steps over bytes and returns where they start. What lies from there to at() is always readable.
    constexpr const std::uint8_t* take(std::uint32_t size) {
        skip(size);
        return field_;
    }

    constexpr void skip(std::uint32_t size) {
        field_ = at_;
        if (size > static_cast<std::size_t>(end_ - at_)) {
            fail(errc::truncated);
            return;
        }
        at_ += size;
    }

    /// What there is against bytes that nothing accounts for; they are then the field that was read last.
    constexpr errc trailing() {
        field_ = at_;
        return at_end() ? errc::none : errc::trailing_bytes;
    }

private:
    /// Returns what a number or a byte that can't be read reads as. For size, one function, called from many places;
    /// for speed, inline, so that a cursor can live in registers.
#if defined(__OPTIMIZE_SIZE__)
    [[gnu::noinline]]
#endif
    constexpr std::uint32_t
    fail(errc why) {
        if (!failed()) {
            failure_ = static_cast<std::uint32_t>(why);
            at_ = end_ = field_;
        }
        return 0xffffffff;
    }

    const std::uint8_t* at_;
    const std::uint8_t* end_;
    const std::uint8_t* field_;
    std::uint32_t failure_ = 0;  // an errc, as a word: the cheapest to load and store
};

}  // namespace natload::inline v0
