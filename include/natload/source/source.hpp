// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>

namespace natload::inline v0 {

/// What read() answers when the device fails.
inline constexpr std::size_t source_failed = static_cast<std::size_t>(-1);

/// An image that is not in memory, and only comes once, from front to end: a UART, a decompressor.
///
/// Required:
///   read(to, size)   lays down the bytes that come next, at least one, `size` > 0 at most, and says how many; waits
///                    for them if it must. 0: there are no more. source_failed: nor will there be
/// Models: source::stdio, source::fatfs, source::littlefs, source::simulated.
template <class S>
concept forward_source = requires(S& source, std::uint8_t* to, std::size_t size) {
    { source.read(to, size) } -> std::convertible_to<std::size_t>;
};

/// One that can be read again: a file.
///
/// Required: forward_source, and
///   seek(offset)   goes on from there, in bytes from where the image begins; false: it can't. Loading begins with 0
template <class S>
concept rewindable_source = forward_source<S> && requires(S& source, std::uint32_t offset) {
    { source.seek(offset) } -> std::convertible_to<bool>;
};

}  // namespace natload::inline v0
