// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace natload::inline v0::cache {

/// What ARM's cache type register, CTR, says: the same in ARMv7-M (ARM, B4.8.2), ARMv7-A (ARM, B4.1.42) and AArch64,
/// which adds that cleaning (IDC) or invalidating (DIC) may not be needed (Arm ARM, D19.2.33). Lines are in bytes.
template <class Word>
struct type_register {
    Word value;

    constexpr Word data_line() const { return Word{4} << (value >> 16 & 15); }
    constexpr Word instruction_line() const { return Word{4} << (value & 15); }
    constexpr bool needs_no_cleaning() const { return (value >> 28 & 1) != 0; }
    constexpr bool needs_no_invalidating() const { return (value >> 29 & 1) != 0; }
};

}  // namespace natload::inline v0::cache
