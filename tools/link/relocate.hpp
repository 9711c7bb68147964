// SPDX-License-Identifier: MIT
#pragma once

#include "container.hpp"
#include "destination.hpp"
#include "machine.hpp"

namespace natload::linker {

/// Copies atoms into the module's sections and relocates them; fills slots and stubs. What only loading can know
/// becomes a relocation of the module. Throws complaints about what neither can do.
void relocate(const machine& target, const made& m, const std::vector<atom*>& atoms, container& out);

/// The stub of something that is not in the code.
far_jump jump_to(const machine& target, const identity& what);

/// Writes a far jump at an offset of the code.
void write_far_jump(const machine& target, const far_jump& jump, std::uint64_t at, const destination& to,
                    container& out);

}  // namespace natload::linker
