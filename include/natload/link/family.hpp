// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <natload/link/aarch64.hpp>
#include <natload/link/arm.hpp>
#include <natload/link/riscv.hpp>
#include <natload/link/x86.hpp>
#include <natload/link/xtensa.hpp>

namespace natload::inline v0::link {

/// The relocation types of a family of architectures.
///
/// Required (all static):
///   word              unsigned integer as wide as an address
///   field             enumeration of the ways in which instructions and data hold a value
///   types             every relocation_type<field> that a module may have
///   explicit_addends  whether addends are in the relocation (Elf_Rela) or in the place itself (Elf_Rel)
///   write(field, target, value)     puts a checked value into its place, or says why not
///   addend(field, at)               reads the addend of a place; only without explicit_addends
/// Models: below.
template <class F>
concept relocation_family = std::unsigned_integral<typename F::word> &&
    requires(typename F::field f, const std::uint8_t* at, const target& to, std::int64_t value) {
    { F::explicit_addends } -> std::convertible_to<bool>;
    { F::types[0] } -> std::convertible_to<relocation_type<typename F::field>>;
    { F::write(f, to, value) } -> std::same_as<outcome>;
    requires F::explicit_addends || requires {
        { F::addend(f, at) } -> std::same_as<std::int64_t>;
    };
};
static_assert(relocation_family<x86_relocations> && relocation_family<x64_relocations>);
static_assert(relocation_family<arm_relocations> && relocation_family<aarch64_relocations>);
static_assert(relocation_family<riscv_relocations<std::uint32_t>>);
static_assert(relocation_family<riscv_relocations<std::uint64_t>>);
static_assert(relocation_family<xtensa_relocations>);

}  // namespace natload::inline v0::link
