// SPDX-License-Identifier: MIT
#pragma once

#include <natload/core/bytes.hpp>
#include <natload/source/source.hpp>

namespace natload::inline v0::source {

/// A wire over which an image comes, in pieces of so many bytes at most. For constant expressions and tests.
class simulated_wire {
public:
    constexpr explicit simulated_wire(bytes image, std::size_t piece = 16) : image_(image), piece_(piece) {}

    constexpr std::size_t read(std::uint8_t* to, std::size_t size) {
        if (at_ >= fails_at) return source_failed;
        std::size_t count = size < piece_ ? size : piece_;
        if (count > image_.size() - at_) count = image_.size() - at_;
        if (count > fails_at - at_) count = fails_at - at_;
        if (count == 0) return 0;  // of no image, there are not even bytes to point to
        copy(image_.data() + at_, count, to);
        at_ += count;
        return count;
    }

    /// How many bytes were read.
    constexpr std::size_t position() const { return at_; }

    /// Where it fails, if that comes before the end.
    std::size_t fails_at = static_cast<std::size_t>(-1);

protected:
    bytes image_;
    std::size_t piece_;
    std::size_t at_ = 0;
};
static_assert(forward_source<simulated_wire> && !rewindable_source<simulated_wire>);

/// The same that can be rewound.
class simulated_file : public simulated_wire {
public:
    using simulated_wire::simulated_wire;

    constexpr bool seek(std::uint32_t offset) {
        at_ = offset < image_.size() ? offset : image_.size();
        return true;
    }
};
static_assert(rewindable_source<simulated_file>);

}  // namespace natload::inline v0::source
