// SPDX-License-Identifier: MIT
#pragma once

#include <natload/source/source.hpp>

namespace natload::inline v0::source {

/// A file of littlefs (lfs.h), open for reading:
/// source::littlefs<lfs_t, lfs_file_t, lfs_file_read, lfs_file_seek> image(lfs, file). The image begins where the file
/// does. Read answers how many bytes it read, and either a negative number when it has failed.
template <class Filesystem, class File, auto Read, auto Seek>
class littlefs {
public:
    littlefs(Filesystem& filesystem, File& file) : filesystem_(filesystem), file_(file) {}

    std::size_t read(std::uint8_t* to, std::size_t size) {
        const auto count = Read(&filesystem_, &file_, to, static_cast<std::uint32_t>(size));
        return count < 0 ? source_failed : static_cast<std::size_t>(count);
    }
    bool seek(std::uint32_t offset) {
        constexpr int from_the_start = 0;  // LFS_SEEK_SET
        return Seek(&filesystem_, &file_, static_cast<std::int32_t>(offset), from_the_start) >= 0;
    }

private:
    Filesystem& filesystem_;
    File& file_;
};

}  // namespace natload::inline v0::source
