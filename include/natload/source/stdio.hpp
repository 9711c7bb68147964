// SPDX-License-Identifier: MIT
#pragma once

// For systems with C's files only, which is why natload.hpp does not include it.

#include <natload/source/source.hpp>

#include <cstdio>

namespace natload::inline v0::source {

/// A file that the caller has opened for binary reading and closes; the image begins where it is now, and is less than
/// 2 GiB.
class stdio {
public:
    explicit stdio(std::FILE* file) : file_(file), begin_(std::ftell(file)) {}

    std::size_t read(std::uint8_t* to, std::size_t size) {
        const std::size_t count = std::fread(to, 1, size, file_);
        return count == 0 && std::ferror(file_) != 0 ? source_failed : count;
    }
    bool seek(std::uint32_t offset) {
        return begin_ >= 0 && std::fseek(file_, begin_ + static_cast<long>(offset), SEEK_SET) == 0;
    }

private:
    std::FILE* file_;
    long begin_;
};
static_assert(rewindable_source<stdio>);

}  // namespace natload::inline v0::source
