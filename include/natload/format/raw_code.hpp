// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include <natload/core/code_found.hpp>
#include <natload/core/cursor.hpp>
#include <natload/format/platform.hpp>

namespace natload::inline v0 {

/// Further bits of the flags behind machine code of kind viper.
inline constexpr std::uint32_t code_has_rodata = 0x20;
inline constexpr std::uint32_t code_has_bss = 0x40;

/// More, which natload's own tools may write and the reference ignores.
/// Code with variables in it, which it writes while it runs: from an offset on that its last four bytes hold.
inline constexpr std::uint32_t code_has_variables = 0x80;

/// Code for an interface (interface.h), whose identity is in its last four bytes; in front of those for variables.
inline constexpr std::uint32_t code_has_interface = 0x400;

/// The float ABI of the code.
inline constexpr unsigned code_float_abi_shift = 8;
inline constexpr std::uint32_t code_float_abi = 3 << code_float_abi_shift;

/// The float ABI that flags state; and the flags that state one.
constexpr float_abi float_abi_of(std::uint32_t flags) {
    return static_cast<float_abi>(flags >> code_float_abi_shift & 3);
}
constexpr std::uint32_t code_flags_of(float_abi stated) {
    return static_cast<std::uint32_t>(stated) << code_float_abi_shift;
}

namespace detail {

template <class P>
inline constexpr std::uint32_t known_code_flags = code_has_relocations | code_has_rodata | code_has_bss |
                                                  code_float_abi | code_has_interface |
                                                  (P::options.variables_in_code ? code_has_variables : 0);

/// Whether flags state no other float ABI than platform P's; else that is why not. One that states none takes any, and
/// has no code for it.
template <class P>
constexpr bool has_float_abi([[maybe_unused]] std::uint32_t flags, [[maybe_unused]] reason& why) {
    if constexpr (P::options.float_abi == float_abi::unstated) {
        return true;
    } else {
        why = errc::float_abi;
        const float_abi stated = float_abi_of(flags);
        return stated == float_abi::unstated || stated == P::options.float_abi;
    }
}

/// Where the variables in code start; its size if it has none. They end in front of the four bytes that say so, and an
/// offset past these is malformed: 0xffffffff, as no offset is.
template <class Input>
constexpr std::uint32_t variables_at(const Input& in, std::uint32_t flags, typename Input::position code,
                                     std::uint32_t size) {
    if ((flags & code_has_variables) == 0) return size;
    if (size < sizeof size) return 0xffffffff;
    const std::uint32_t last = size - std::uint32_t{sizeof size};
    const std::uint32_t start = in.template load<std::uint32_t, std::endian::little>(code + last);
    return start <= last ? start : 0xffffffff;
}

/// Whether flags say that code has variables, but not where.
template <class P, class Cursor>
constexpr bool has_misplaced_variables([[maybe_unused]] const Cursor& in, [[maybe_unused]] std::uint32_t flags,
                                       [[maybe_unused]] typename Cursor::position code,
                                       [[maybe_unused]] std::uint32_t size) {
    if constexpr (P::options.variables_in_code) {
        return !in.failed() && variables_at(in.input(), flags, code, size) > size;
    } else {
        return false;
    }
}

}  // namespace detail
}  // namespace natload::inline v0
