// SPDX-License-Identifier: MIT
#pragma once

#include <natload/core/bytes.hpp>
#include <natload/core/error.hpp>

namespace natload::inline v0 {

/// The one way to read an image. Every read is checked here and nowhere else.
///
/// It remembers where the last field began, so a reader reads a field, then refuses it or goes on.
/// Failure is sticky: the first error stays, the cursor jumps to the end, and whatever is read from there is
/// 0xffffffff: the end of a list of relocations and, everywhere else, something to refuse. So readers go on to
/// their next natural stop.
class cursor {
public:
    constexpr cursor(const std::uint8_t* at, const std::uint8_t* end) : at_(at), end_(end), wrong_(at) {}
    constexpr explicit cursor(bytes image) : cursor(image.begin(), image.end()) {}

    constexpr const std::uint8_t* at() const { return at_; }
    constexpr bool at_end() const { return at_ == end_; }
    constexpr bool failed() const { return failure_ != errc::none; }
    constexpr errc failure() const { return failure_; }
    /// The error with its offset from `start`, where the cursor started; none where nothing failed.
    constexpr error failure_from(const std::uint8_t* start) const {
        return {failure_, static_cast<std::uint32_t>(wrong_ - start)};
    }

    /// Refuses the field that was read last. The first error stays; errc::none changes nothing.
    /// Returns what a number or a byte that can't be read reads as.
    [[gnu::noinline]] constexpr std::uint32_t refuse(errc why) {
        if (why != errc::none) {
            if (!failed()) {
                failure_ = why;
                wrong_ = field_;
            }
            at_ = end_;
        }
        return 0xffffffff;
    }

    /// Refuses a field that was read before the last.
    constexpr void refuse_at(errc why, const std::uint8_t* field) {
        field_ = field;
        refuse(why);
    }
    /// After a failure: where the field began that is wrong.
    constexpr const std::uint8_t* wrong_field() const { return wrong_; }

    /// Goes to another place of the same image.
    constexpr void seek(const std::uint8_t* at) { at_ = at; }

    constexpr std::uint32_t byte() {
        field_ = at_;
        return at_end() ? refuse(errc::truncated) : *at_++;
    }

    /// Groups of 7 bits, most significant first; bit 7 set: another byte follows. Leading zero groups are legal.
    constexpr std::uint32_t vuint() {
        field_ = at_;
        errc why = errc::truncated;
        std::uint32_t value = 0;
        for (const std::uint8_t* at = at_; at != end_;) {
            if (value >> 25 != 0) {
                why = errc::number_too_large;
                break;
            }
            const std::uint32_t group = *at++;
            value = value << 7 | (group & 0x7f);
            if (group < 0x80) {
                at_ = at;
                return value;
            }
        }
        return refuse(why);
    }

    /// Steps over bytes and returns where they start. What lies from there to at() is always readable.
    constexpr const std::uint8_t* take(std::uint32_t size) {
        field_ = at_;
        const std::uint8_t* const start = at_;
        if (size <= static_cast<std::size_t>(end_ - at_)) {
            at_ += size;
        } else {
            refuse(errc::truncated);
        }
        return start;
    }

    /// Refuses bytes that nothing accounts for.
    constexpr void expect_end() {
        field_ = at_;
        if (!at_end()) refuse(errc::trailing_bytes);
    }

private:
    const std::uint8_t* at_;
    const std::uint8_t* end_;
    const std::uint8_t* field_;  // where the last field began
    const std::uint8_t* wrong_;  // after a failure: where the wrong one did; before, where the cursor started
    errc failure_ = errc::none;
};

}  // namespace natload::inline v0
