// SPDX-License-Identifier: MIT
#pragma once

#include <natload/core/error_text.hpp>
#include <natload/core/text_buffer.hpp>
#include <natload/format/verify.hpp>

namespace natload::inline v0 {

/// Room for every diagnosis.
using diagnosis = text_buffer<200>;

namespace detail {

/// What is said of a relocation needs a linked module's parts.
template <class P>
using linked_platform = platform<typename P::arch, with_scope(P::options, scope::linked)>;

template <class P>
constexpr void add_mismatch(diagnosis& d, bytes image, error refused) {
    const expectation e = explain<P>(image, refused);
    const auto sides = [&](auto&& add) {
        d.add(" (expected ");
        add(e.expected);
        d.add(", found ");
        add(e.found);
        d.add("): ");
    };
    switch (refused.code) {
        case errc::version:
            sides([&](std::uint32_t v) { d.decimal(v); });
            d.add("compile it again with tools of version 6 (MicroPython 1.19 and later)");
            break;
        case errc::architecture:
            sides([&](std::uint32_t v) { d.add(text(static_cast<isa>(v))); });
            d.add("build it for ").add(text(isa{P::arch::number}));
            break;
        case errc::abi:
            sides([&](std::uint32_t v) { d.add("6.").decimal(v); });
            d.add("build it with tools of the host's sub-version");
            break;
        case errc::small_int_bits:
            sides([&](std::uint32_t v) { d.decimal(v); });
            d.add("compile it for the host's small integers");
            break;
        case errc::arch_flags:
            sides([&](std::uint32_t v) { d.hex(v); });
            d.add("build it without the extensions that the machine lacks");
            break;
        case errc::float_abi:
            sides([&](std::uint32_t v) { d.add(text(static_cast<float_abi>(v))); });
            d.add("compile it with the host's options for floating-point calls");
            break;
        case errc::code_flags:
            if (refused.offset > image.size()) break;
            if ((cursor(image.begin() + refused.offset, image.end()).vuint() & code_has_variables) != 0) {
                d.add(": it has variables in its code, for platforms with variables_in_code");
            }
            break;
        default: break;
    }
}

/// Adds which word a refused relocation is about.
template <class P>
constexpr void add_place(diagnosis& d, bytes image, const std::uint8_t* wrong) {
    image_walk<typename P::arch> walk{cursor(image)};
    read_image<linked_platform<P>>(walk, trailing::accept);
    const module_parts& parts = walk.parts;
    if (parts.relocations == nullptr) return;

    cursor in(parts.relocations, image.end());
    std::uint32_t place = 0;
    bool placed = false;
    while (in.at() <= wrong && !in.failed()) {
        const std::uint32_t head = in.byte();
        if ((head & 1) != 0) {
            place = in.vuint();
            placed = true;
        }
        const std::uint32_t count = head < 12 && (head & 2) != 0 ? in.vuint() : 1;
        if (in.at() > wrong) break;
        place += 2 * count;
    }
    if (!placed) {
        d.add(" (the first has no place)");
        return;
    }
    const unsigned where = place & 1;
    d.add(" (word ").decimal(place >> 1).add(where == code_section ? " of code, " : " of read-only data, ");
    d.decimal(parts.sizes.of[where]).add(" bytes)");
}

}  // namespace detail

/// Says where an image was refused, why and, where it helps, what is expected and what to do:
/// "offset 0x1a: relocation outside its section (word 42 of code, 160 bytes)". Allocates nothing.
/// Reads the image again up to the error.
template <class P>
constexpr diagnosis diagnose(bytes image, error why) {
    diagnosis d;
    d.add("offset ").hex(why.offset).add(": ").add(text(why.code));
    if (why.code == errc::relocation_outside || why.code == errc::relocation_target) {
        if (why.offset <= image.size()) detail::add_place<P>(d, image, image.begin() + why.offset);
    } else {
        detail::add_mismatch<P>(d, image, why);
    }
    return d;
}

}  // namespace natload::inline v0
