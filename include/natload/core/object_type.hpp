// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace natload::inline v0 {

/// What a constant object is.
enum class object_type : std::uint32_t {
    host_table = 0,  // the host's function table
    none = 1,
    false_value = 2,
    true_value = 3,
    ellipsis = 4,
    str = 5,
    bytes = 6,
    integer = 7,   // as text; its grammar is the host's
    floating = 8,  // as text
    complex = 9,   // as text
    tuple = 10,
};

}  // namespace natload::inline v0
