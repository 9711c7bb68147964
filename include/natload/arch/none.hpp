// SPDX-License-Identifier: MIT
#pragma once

#include <natload/core/isa.hpp>

namespace natload::inline v0::arch {

/// A machine whose firmware can't load machine code. It only has an identity; no loader takes it.
struct none {
    static constexpr isa number = isa::none;
};

}  // namespace natload::inline v0::arch
