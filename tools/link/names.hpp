// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace natload::linker {

/// The names that sources use, as MP_QSTR_name, in the order in which they first do.
std::vector<std::string> find_names(const std::vector<std::string>& sources);

/// A header that numbers them, and puts them into every object that includes it, for the linker to read.
std::string names_header(const std::vector<std::string>& names);

}  // namespace natload::linker
