// SPDX-License-Identifier: MIT
// Facts of the format as a person reads them.
#pragma once

#include <natload/core/error_text.hpp>
#include <natload/format/header.hpp>
#include <string>

namespace natload::tool {

/// "6.3"
std::string text(abi version);

/// "none", "1 (Zba)", "0x4"
std::string arch_flags_text(isa architecture, std::uint32_t flags);

/// Why a header was refused: the field, what is expected of it and what was found; any other error by its text.
std::string reason(errc why, isa architecture, expectation sides);

template <class P>
std::string reason(bytes image, natload::error why) {
    const result<header> h = read_header(image);
    return reason(why.code, h ? h->architecture : isa::none, explain<P>(image, why.code));
}

/// "FILE:0x1a: reason", or "FILE: reason" where the error is of no place in the file.
std::string refusal(const std::string& file, natload::error why, const std::string& reason);

}  // namespace natload::tool
