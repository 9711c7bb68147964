// SPDX-License-Identifier: MIT
#pragma once

#include "container.hpp"
#include "link.hpp"
#include "machine.hpp"

namespace natload::linker {

/// Marks what the entry and the constructors reach. Throws a complaint about what is reached and not there.
void mark_live(program& p, const machine& target, const symbol& entry);

/// Lays live atoms out, makes the global offset table and what else the code needs, relocates everything.
/// Its calls pass floating-point values as `floats` says.
container build(const options& how, isa architecture, float_abi floats, const machine& target, program& p,
                symbol& entry, module_file& figures);

}  // namespace natload::linker
