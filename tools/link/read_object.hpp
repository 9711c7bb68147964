// SPDX-License-Identifier: MIT
#pragma once

#include "machine.hpp"
#include "model.hpp"

namespace natload::linker {

/// The section in which objects carry the names that they number (tools: natload names).
inline constexpr std::string_view names_section = ".natload.names";

/// The section with the words of the interface that a module is for (interface.h).
inline constexpr std::string_view interface_section = ".natload.interface";

/// Turns an object's sections into atoms and its symbols into the program's: local ones are its own, global ones are
/// merged by the rules of ELF. Throws complaints.
void read_object(program& into, const machine& target, elf::object_file file);

/// The global symbol of a name; made, undefined, if there is none.
symbol& global(program& in, std::string_view name);

}  // namespace natload::linker
