// SPDX-License-Identifier: MIT
#pragma once

#include <natload/core/cursor.hpp>
#include <natload/source/source.hpp>

namespace natload::inline v0 {

/// Size bytes of a source, at a time, and what of it was laid down elsewhere last: the one place where a source that
/// only reads forward can be looked back at.
template <forward_source Source, std::size_t Size>
class window {
public:
    static_assert(Size > 0, "window<Source, Size>: at least a byte");

    /// At the image's beginning: one that can be rewound is.
    constexpr explicit window(Source& source) : source_(source) {
        if constexpr (rewindable_source<Source>) failed_ = !source_.seek(0);
    }

    /// The byte at an offset; above 0xff: the source ends before it, or has failed.
    constexpr std::uint32_t byte(std::uint32_t offset) {
        if (offset - laid_at_ < laid_size_) return laid_[offset - laid_at_];
        if (offset - at_ >= size_ && !move(offset)) return 0x100;
        return buffer_[offset - at_];
    }

    /// Tells it where bytes were laid down, to look back at them there.
    constexpr void laid(std::uint32_t offset, std::uint32_t size, const std::uint8_t* to) {
        laid_at_ = offset;
        laid_size_ = size;
        laid_ = to;
    }

    constexpr Source& source() const { return source_; }

    /// Whether the device has failed.
    constexpr bool failed() const { return failed_; }

private:
    constexpr bool move(std::uint32_t offset) {
        if (failed_) return false;
        std::uint32_t at = at_ + size_;  // where the source is
        if constexpr (rewindable_source<Source>) {
            if (offset != at && !source_.seek(offset)) {
                failed_ = true;
                return false;
            }
            at = offset;
        }
        for (;;) {
            const std::size_t count = source_.read(buffer_, Size);
            failed_ = count > Size;
            at_ = at;
            size_ = failed_ ? 0 : static_cast<std::uint32_t>(count);
            if (size_ == 0) return false;
            at += size_;
            if (rewindable_source<Source> || offset - at_ < size_) return true;
        }
    }

    Source& source_;
    std::uint32_t at_ = 0;  // of the first byte in the buffer; where the source is, is behind the last
    std::uint32_t size_ = 0;
    std::uint32_t laid_at_ = 0;
    std::uint32_t laid_size_ = 0;
    const std::uint8_t* laid_ = nullptr;
    bool failed_ = false;
    std::uint8_t buffer_[Size];
};

/// An image that is read from a source, through a window: a position in it is an offset.
template <class Window>
struct in_window {
    using position = std::uint32_t;

    Window* window = nullptr;

    [[gnu::noinline]] constexpr std::uint32_t byte(position at, position end) const {
        return at == end ? 0x100 : window->byte(at);
    }
    constexpr bool has(position at, position end) const { return byte(at, end) <= 0xff; }
    constexpr void laid(position at, std::uint32_t size, const std::uint8_t* to) const { window->laid(at, size, to); }
    /// If the source fails now, no byte of the image: 0x100.
    constexpr std::uint32_t operator[](position at) const { return window->byte(at); }
    template <std::unsigned_integral T, std::endian Order>
    constexpr T load(position at) const {
        T value = 0;
        for (unsigned i = 0; i < sizeof(T); ++i) {
            const unsigned next = Order == std::endian::little ? unsigned{sizeof(T)} - 1 - i : i;
            value = static_cast<T>(value << 8 | (*this)[at + next]);
        }
        return value;
    }
};

}  // namespace natload::inline v0
