// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>

namespace natload::inline v0::link {

/// What a relocation computes, in the letters of the ELF ABIs: S the symbol's address, A the addend, P the place,
/// G the address of the symbol's slot in the global offset table, GOT that table's origin.
enum class formula : std::uint8_t {
    nothing,             // a marker for linkers that rewrite code
    absolute,            // S + A
    relative,            // S + A - P
    got_relative,        // GOT + A - P
    from_got,            // S + A - GOT
    slot,                // G + A
    slot_relative,       // G + A - P
    slot_from_got,       // G + A - GOT
    slot_from_got_page,  // G + A - Page(GOT)
    page_relative,       // Page(S + A) - Page(P), pages of 4 KiB
    slot_page_relative,  // Page(G + A) - Page(P)
    low_of_pair,         // what the relocation at S, the high part, computes
};

/// How writing a value went. Nothing is written unless it is `done`.
enum class outcome : std::uint8_t {
    done,
    outside,            // the field reaches past the end of its section
    out_of_range,       // the field can't hold the value
    misaligned,         // the value is no multiple of what the field counts in
    wrong_instruction,  // the place holds an instruction that this type does not go with
};

/// The values that a field takes, both ends included.
struct range {
    std::int64_t low = std::numeric_limits<std::int64_t>::min();
    std::int64_t high = std::numeric_limits<std::int64_t>::max();

    constexpr bool holds(std::int64_t value) const { return low <= value && value <= high; }
};

inline constexpr range any_value{};
constexpr range signed_bits(unsigned n) { return {-(std::int64_t{1} << (n - 1)), (std::int64_t{1} << (n - 1)) - 1}; }
constexpr range unsigned_bits(unsigned n) { return {0, (std::int64_t{1} << n) - 1}; }
/// Either reading of n bits will do.
constexpr range bits(unsigned n) { return {signed_bits(n).low, unsigned_bits(n).high}; }

/// A relocation type of a family's ELF ABI. Field enumerates how that family's instructions and data hold a value.
template <class Field>
struct relocation_type {
    std::uint16_t number;
    const char* name;
    formula computes;
    Field field;
    std::uint8_t size;  // of the field, in bytes
    range limits = any_value;
    std::uint8_t alignment = 1;  // of the value
};

/// What the formulas stand on.
struct operands {
    std::uint64_t symbol = 0;
    std::int64_t addend = 0;
    std::uint64_t place = 0;
    std::uint64_t slot = 0;
    std::uint64_t got = 0;
};

/// The value of a formula on a machine with addresses of type Word: sums wrap there.
template <class Word>
constexpr std::int64_t value(formula computes, const operands& o) {
    const auto in = [](std::uint64_t base, std::int64_t addend) { return base + static_cast<std::uint64_t>(addend); };
    const auto page = [](std::uint64_t address) { return address & ~std::uint64_t{0xfff}; };
    std::uint64_t v = 0;
    switch (computes) {
        case formula::nothing:
        case formula::low_of_pair: break;
        case formula::absolute: v = in(o.symbol, o.addend); break;
        case formula::relative: v = in(o.symbol, o.addend) - o.place; break;
        case formula::got_relative: v = in(o.got, o.addend) - o.place; break;
        case formula::from_got: v = in(o.symbol, o.addend) - o.got; break;
        case formula::slot: v = in(o.slot, o.addend); break;
        case formula::slot_relative: v = in(o.slot, o.addend) - o.place; break;
        case formula::slot_from_got: v = in(o.slot, o.addend) - o.got; break;
        case formula::slot_from_got_page: v = in(o.slot, o.addend) - page(o.got); break;
        case formula::page_relative: v = page(in(o.symbol, o.addend)) - page(o.place); break;
        case formula::slot_page_relative: v = page(in(o.slot, o.addend)) - page(o.place); break;
    }
    if constexpr (sizeof(Word) == 4) {
        return static_cast<std::int32_t>(static_cast<std::uint32_t>(v));
    } else {
        return static_cast<std::int64_t>(v);
    }
}

constexpr bool uses_slot(formula f) {
    return f == formula::slot || f == formula::slot_relative || f == formula::slot_from_got ||
           f == formula::slot_from_got_page || f == formula::slot_page_relative;
}

/// The type with a number, or null.
template <class Family>
constexpr const auto* find(std::uint32_t number) {
    for (const auto& type : Family::types) {
        if (type.number == number) return &type;
    }
    return static_cast<const decltype(&Family::types[0])>(nullptr);
}

/// Where a value goes: bytes, how many there are up to the end of their section, and their address P.
struct target {
    std::uint8_t* at = nullptr;
    std::size_t room = 0;
    std::uint64_t address = 0;
};

/// Checks a value and writes it.
template <class Family, class Field>
constexpr outcome apply(const relocation_type<Field>& type, const target& to, std::int64_t value) {
    if (type.computes == formula::nothing) return outcome::done;
    if (type.size > to.room) return outcome::outside;
    if (!type.limits.holds(value)) return outcome::out_of_range;
    if (value % type.alignment != 0) return outcome::misaligned;
    return Family::write(type.field, to, value);
}

}  // namespace natload::inline v0::link
