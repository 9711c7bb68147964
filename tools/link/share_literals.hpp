// SPDX-License-Identifier: MIT
#pragma once

#include "model.hpp"

namespace natload::linker {

/// Xtensa's functions bring a literal word each for what they name. Live literals with the same contents become one.
void share_literals(program& p);

}  // namespace natload::linker
