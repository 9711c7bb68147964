// SPDX-License-Identifier: MIT
#pragma once

#include <type_traits>

#include <natload/core/cursor.hpp>
#include <natload/core/isa.hpp>
#include <natload/core/reason.hpp>
#include <natload/core/result.hpp>
#include <natload/format/platform.hpp>

namespace natload::inline v0 {

/// The identity of a .mpy file: its first four bytes, and the extension flags that may follow.
struct header {
    std::uint8_t version = 0;
    std::uint8_t sub_version = 0;  // of the native ABI; without meaning where there is no architecture
    isa architecture = isa::none;
    std::uint8_t small_int_bits = 0;
    std::uint32_t arch_flags = 0;
};

inline constexpr std::uint8_t file_version = 6;

namespace detail {

/// Reads a header; false: what platform P has something against, the field read last, and what. P = void stands for any
/// platform.
template <class P, class Cursor>
[[gnu::always_inline]] constexpr bool read_header(Cursor& in, header& h, reason& why) {
    why = errc::not_mpy;
    if (in.byte() != 'M') [[unlikely]]
        return false;
    why = errc::version;
    const std::uint32_t version = in.byte();
    h.version = static_cast<std::uint8_t>(version);
    if (version != file_version) [[unlikely]]
        return false;

    why = errc::feature_bits;
    const unsigned features = in.byte();
    h.architecture = static_cast<isa>(features >> 2 & 15);
    h.sub_version = features & 3;
    if (features >= 0x80) [[unlikely]]
        return false;
    if constexpr (!std::is_void_v<P>) {
        if (h.architecture != isa::none || P::options.scope == scope::linked) {
            why = errc::architecture;
            if (!P::arch::runs(h.architecture)) [[unlikely]]
                return false;
            why = errc::abi;
            if (low_bits_differ<2>(features, static_cast<std::uint32_t>(P::options.abi))) [[unlikely]]
                return false;
        }
    }

    why = errc::small_int_bits;
    const std::uint32_t bits = in.byte();
    h.small_int_bits = static_cast<std::uint8_t>(bits);
    if constexpr (!std::is_void_v<P>) {
        if (bits > P::options.small_int_bits) [[unlikely]]
            return false;
    }

    if ((features & 0x40) != 0) {
        why = errc::arch_flags;
        h.arch_flags = in.vuint();
        if constexpr (!std::is_void_v<P>) {
            if ((h.arch_flags & ~P::options.arch_flags) != 0) [[unlikely]]
                return false;
        }
    }
    return true;
}

}  // namespace detail

/// Reads the header of an image for platform P: first of all whether P runs it.
/// Without a platform, the header of an image for any architecture.
/// Errors: truncated, number_too_large, not_mpy, version, feature_bits;
/// with a platform also architecture, abi, small_int_bits, arch_flags.
template <class P = void>
constexpr result<header> read_header(bytes image) {
    cursor in(image);
    header h;
    reason why;
    if (!detail::read_header<P>(in, h, why)) in.refuse(why);
    if (in.failed()) return in.failure_from(image.begin());
    return h;
}

/// The two sides of a refusal by a header: what platform P takes and what the image has.
struct expectation {
    std::uint32_t expected = 0;
    std::uint32_t found = 0;
};

/// Tells the sides for version, architecture, abi, small_int_bits and arch_flags; zeros for any other error.
template <class P>
constexpr expectation explain(bytes image, errc why) {
    cursor in(image);
    header h;
    reason unused;
    detail::read_header<void>(in, h, unused);
    constexpr platform_options o = P::options;
    switch (why) {
        case errc::version: return {file_version, h.version};
        case errc::architecture:
            return {static_cast<std::uint32_t>(isa{P::arch::number}), static_cast<std::uint32_t>(h.architecture)};
        case errc::abi: return {static_cast<std::uint32_t>(o.abi), h.sub_version};
        case errc::small_int_bits: return {o.small_int_bits, h.small_int_bits};
        case errc::arch_flags: return {o.arch_flags, h.arch_flags};
        default: return {};
    }
}

/// The number that MicroPython calls sys.implementation._mpy.
constexpr std::uint32_t identity(isa architecture, abi version = abi::v6_3, std::uint32_t arch_flags = 0) {
    const auto features = static_cast<std::uint32_t>(architecture) << 2 | static_cast<std::uint32_t>(version);
    return file_version | features << 8 | arch_flags << 16;
}

/// The same of a machine, known without any code generator in the firmware.
/// arch::none, for firmware that can't load machine code, gives "no architecture".
template <class Arch>
constexpr std::uint32_t identity(abi version = abi::v6_3, std::uint32_t arch_flags = 0) {
    return identity(Arch::number, version, arch_flags);
}

}  // namespace natload::inline v0
