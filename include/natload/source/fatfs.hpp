// SPDX-License-Identifier: MIT
#pragma once

#include <natload/source/source.hpp>

namespace natload::inline v0::source {

/// A file of FatFs (ff.h), open for reading: source::fatfs<FIL, f_read, f_lseek> image(file). The image begins where
/// the file does. Read and Seek answer 0 (FR_OK) when they have succeeded.
template <class File, auto Read, auto Seek>
class fatfs {
public:
    explicit fatfs(File& file) : file_(file) {}

    std::size_t read(std::uint8_t* to, std::size_t size) {
        unsigned count = 0;
        return static_cast<int>(Read(&file_, to, static_cast<unsigned>(size), &count)) == 0 ? count : source_failed;
    }
    bool seek(std::uint32_t offset) { return static_cast<int>(Seek(&file_, offset)) == 0; }

private:
    File& file_;
};

}  // namespace natload::inline v0::source
