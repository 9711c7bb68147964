// SPDX-License-Identifier: MIT
#pragma once

#include "container.hpp"
#include "machine.hpp"

namespace natload::linker {

/// The module as an ELF file for debuggers: its sections, one behind the other from address 0 on, the symbols in them,
/// and what the objects' debug sections (DWARF) say. A debugger is told where a loaded module has them:
/// add-symbol-file OUT.elf -s .text ADDRESS -s .bss ADDRESS
std::vector<std::uint8_t> debug_file(const program& linked, const machine& target, const container& module);

}  // namespace natload::linker
