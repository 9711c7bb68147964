// SPDX-License-Identifier: MIT
#pragma once

#include <natload/core/bytes.hpp>

#include <string>
#include <vector>

namespace natload::linker {

struct archive_member {
    std::string name;  // "libm.a(sinf.o)"
    bytes contents;
};

/// The members of an archive (is_archive) in GNU's or BSD's form, its tables of symbols and names left out: what
/// members define, they say themselves. Throws a complaint about what is malformed, and about a thin archive.
std::vector<archive_member> read_archive(const std::string& name, bytes image);

bool is_archive(bytes image);

}  // namespace natload::linker
