// SPDX-License-Identifier: MIT
#pragma once

#include "link.hpp"
#include "machine.hpp"

namespace natload::linker {

/// Reads the inputs into a program: all objects, and the members of archives that define what is still missing. What
/// the linker itself provides is defined last, so objects and externals come before it:
///   mp_fun_table, mp_native_qstr_table   the host's table of functions, the module's table of names
///   MP_QSTR_name                         the entry of a name in the latter
///   memset, memcpy, memmove              entries of the host's table
/// Members that are taken are for the architecture, as the objects are.
program resolve(const options& how, isa architecture, const machine& target, std::vector<elf::object_file> objects,
                const std::vector<input>& archives);

}  // namespace natload::linker
