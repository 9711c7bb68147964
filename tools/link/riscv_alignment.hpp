// SPDX-License-Identifier: MIT
#pragma once

#include "model.hpp"

namespace natload::linker {

/// Objects that are assembled for relaxation have more padding than alignment needs, marked R_RISCV_ALIGN, and leave it
/// to the linker to take the rest out (RISC-V ELF psABI, 8.5.3.2). Moves what lies behind, the symbols and references
/// of the atom included. Sections start at an address that is aligned as the padding asks, so the rest is known now.
void remove_padding(atom& in, const std::vector<elf::relocation>& entries, const std::vector<symbol*>& symbols);

}  // namespace natload::linker
