// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace natload::tool {

/// A whole file; nothing if it can't be read, which has been reported then.
std::optional<std::vector<std::uint8_t>> read_file(const std::string& name);

/// Reads each file and hands it to judge(name, image), which tells whether it is well.
/// Returns the exit status for all of them: the worst.
int for_each_file(const std::vector<std::string>& names,
                  const std::function<bool(const std::string&, const std::vector<std::uint8_t>&)>& judge);

}  // namespace natload::tool
