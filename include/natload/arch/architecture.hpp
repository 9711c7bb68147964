// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>

#include <natload/core/isa.hpp>

namespace natload::inline v0 {

/// A machine that modules are compiled for: static facts only, chosen at compile time.
///
/// Required (all static):
///   word               unsigned integer as wide as an address
///   byte_order         of code and data on the machine
///   number             the architecture in a .mpy header
///   runs(isa)          whether machine code with this number runs here; runs(number) is true
///   code_alignment     bytes; a power of two, at least 16 (modules hold 16-aligned constants)
///   data_alignment     bytes; a power of two, at least sizeof(word)
///   callable(word)     the address to call for code at an address (sets the Thumb bit)
///   known_arch_flags   extension flags that the format has for it
///   elf_machine        e_machine of its ELF files
///   default_cache      a cache policy; declared here, defined in natload/cache
/// Laws: tests/laws/architecture.hpp.
/// Cost: none at run time.
/// Models: every header of natload/arch.
template <class A>
concept architecture = std::unsigned_integral<typename A::word> && requires(isa other, typename A::word address) {
    { A::byte_order } -> std::convertible_to<std::endian>;
    { A::number } -> std::convertible_to<isa>;
    { A::runs(other) } -> std::same_as<bool>;
    { A::code_alignment } -> std::convertible_to<std::uint32_t>;
    { A::data_alignment } -> std::convertible_to<std::uint32_t>;
    { A::callable(address) } -> std::same_as<typename A::word>;
    { A::known_arch_flags } -> std::convertible_to<std::uint32_t>;
    { A::elf_machine } -> std::convertible_to<std::uint16_t>;
    typename A::default_cache;
    requires A::runs(A::number);
    requires std::has_single_bit(std::uint32_t{A::code_alignment}) && A::code_alignment >= 16;
    requires std::has_single_bit(std::uint32_t{A::data_alignment}) && A::data_alignment >= sizeof(typename A::word);
};

namespace arch {

/// What most machines have in common: little-endian, addresses called as they are, files of one number.
template <class Word, isa Number, std::uint16_t ElfMachine>
struct basic {
    using word = Word;
    static constexpr std::endian byte_order = std::endian::little;
    static constexpr isa number = Number;
    static constexpr bool runs(isa other) { return other == Number; }
    static constexpr std::uint32_t code_alignment = 16;
    static constexpr std::uint32_t data_alignment = 8;
    static constexpr word callable(word address) { return address; }
    static constexpr std::uint32_t known_arch_flags = 0;
    static constexpr std::uint16_t elf_machine = ElfMachine;
};

}  // namespace arch
}  // namespace natload::inline v0
