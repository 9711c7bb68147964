// SPDX-License-Identifier: MIT
#pragma once

#include <natload/core/float_abi.hpp>
#include <natload/core/isa.hpp>

#include <vector>

#include "elf.hpp"

namespace natload::linker {

/// AArch64's number inside the linker, and in modules unless another is asked for: version 6 of the format has none.
inline constexpr isa aarch64_number{13};

/// The architecture that objects were compiled for, as far as they say; of several Thumb ones, the highest. Throws a
/// complaint if they do not go together.
isa architecture_of(const std::vector<elf::object_file>& objects);

/// The flags of the extensions that objects for RISC-V were compiled with (natload/format: arch_flags). Throws a
/// complaint about one that the architecture has not and no flag tells of.
std::uint32_t arch_flags_of(const std::vector<elf::object_file>& objects);

/// How the objects' calls pass floating-point values; unstated where the architecture has one way. Throws a complaint
/// if they do not agree.
float_abi float_abi_of(const std::vector<elf::object_file>& objects);

/// What a loader gives a module's block of data at the least.
std::uint64_t data_alignment_of(isa architecture);

/// Throws a complaint unless an object is for the same family, ABI included.
void expect_family(const elf::object_file& object, isa architecture);

}  // namespace natload::linker
