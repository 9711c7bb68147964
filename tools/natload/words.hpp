// SPDX-License-Identifier: MIT
// Facts of the format as a person reads them.
#pragma once

#include <natload/format/diagnosis.hpp>
#include <string>

namespace natload::tool {

/// "6.3"
std::string text(abi version);

/// "none", "1 (Zba)", "0x4"
std::string arch_flags_text(isa architecture, std::uint32_t flags);

/// Why an image was refused, without its offset.
template <class P>
std::string reason(bytes image, natload::error why) {
    const std::string said = diagnose<P>(image, why).c_str();
    return said.substr(said.find(": ") + 2);
}

/// "FILE:0x1a: reason", or "FILE: reason" where the error is of no place in the file.
std::string refusal(const std::string& file, natload::error why, const std::string& reason);

}  // namespace natload::tool
