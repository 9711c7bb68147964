// SPDX-License-Identifier: MIT
#pragma once

#include <natload/core/isa.hpp>

#include <memory>
#include <optional>

#include "model.hpp"

namespace natload::linker {

/// A relocation type without its family.
struct type_info {
    const char* name;
    link::formula computes;
    std::uint8_t size;
    bool whole_word;  // a plain word as wide as an address, where the module can have a relocation
};

/// Code that jumps to the address in a word of it.
struct far_jump {
    std::vector<std::uint8_t> code;
    std::size_t word;       // offset of the word
    std::size_t entry = 0;  // offset of the first instruction
};

/// What the linker needs to know of a family of machines, beyond its relocation types.
class machine {
public:
    virtual ~machine() = default;

    virtual unsigned word_size() const = 0;
    virtual std::optional<type_info> find(std::uint32_t type) const = 0;
    virtual bool explicit_addends() const = 0;
    /// Takes the part of an addend that the place itself holds, whatever the relocation says of the rest.
    virtual std::int64_t take_addend(std::uint32_t type, std::uint8_t* at) const = 0;
    virtual std::int64_t value(link::formula computes, const link::operands& operands) const = 0;
    virtual link::outcome apply(std::uint32_t type, const link::target& to, std::int64_t value) const = 0;

    /// Changes an instruction, and the reference with it, so that it needs no slot, or no page's alignment.
    /// `in_code`: what it leads to is in the code block, at a fixed distance.
    virtual void adapt([[maybe_unused]] atom& in, [[maybe_unused]] reference& r, [[maybe_unused]] bool in_code) const {}

    /// The type of a plain word that holds an address.
    virtual std::uint32_t word_type() const = 0;
    /// One half of a difference of two addresses.
    virtual bool is_difference([[maybe_unused]] std::uint32_t type) const { return false; }

    /// Code that jumps to a function; maybe shorter if it has no more than three words as arguments.
    virtual far_jump jump_to_word(bool few_arguments) const = 0;
    /// A jump over `distance` bytes, counted from its start, as short as can be; none if it does not reach.
    virtual std::optional<std::vector<std::uint8_t>> jump_over(std::int64_t distance) const = 0;
    /// Bit 0 of a function's address where the machine wants it set.
    virtual std::uint64_t callable(std::uint64_t address) const { return address; }

    /// What to do about variables that code reaches relative to itself, and about addresses inside instructions.
    virtual const char* remedy_for_relative_variable() const = 0;
    virtual const char* remedy_for_absolute_address() const { return "compile with -fpic"; }
};

/// Entries of the host's function table that the linker itself uses.
inline constexpr std::uint64_t memset_entry = 50, memmove_entry = 51;
constexpr bool has_few_arguments(std::uint64_t entry) { return entry == memset_entry || entry == memmove_entry; }

std::unique_ptr<machine> make_machine(isa architecture);

/// The families, each in a file of its own.
std::unique_ptr<machine> make_x86_machine();
std::unique_ptr<machine> make_x64_machine();
std::unique_ptr<machine> make_arm_machine(isa architecture);
std::unique_ptr<machine> make_riscv_machine(unsigned word_size);
std::unique_ptr<machine> make_xtensa_machine();
std::unique_ptr<machine> make_aarch64_machine();

/// The part that a family's relocation types give.
template <class Family>
class machine_of : public machine {
public:
    unsigned word_size() const override { return sizeof(typename Family::word); }

    std::optional<type_info> find(std::uint32_t type) const override {
        const auto* const t = link::find<Family>(type);
        if (t == nullptr) return std::nullopt;
        const bool whole = t->computes == link::formula::absolute && is_word(t->field);
        return type_info{t->name, t->computes, t->size, whole};
    }
    bool explicit_addends() const override { return Family::explicit_addends; }
    std::int64_t take_addend([[maybe_unused]] std::uint32_t type, [[maybe_unused]] std::uint8_t* at) const override {
        if constexpr (Family::explicit_addends) {
            return 0;
        } else {
            return Family::addend(link::find<Family>(type)->field, at);
        }
    }
    std::int64_t value(link::formula computes, const link::operands& operands) const override {
        return link::value<typename Family::word>(computes, operands);
    }
    link::outcome apply(std::uint32_t type, const link::target& to, std::int64_t value) const override {
        auto t = *link::find<Family>(type);
        t.computes = link::formula::absolute;  // whatever it was, it is in the value
        return t.size == 0 ? link::outcome::done : link::apply<Family>(t, to, value);
    }

private:
    static bool is_word(typename Family::field field) {
        using f = typename Family::field;
        if constexpr (sizeof(typename Family::word) == 4) {
            return field == f::word;
        } else {
            return field == f::doubleword;
        }
    }
};

/// Machine code as bytes.
inline std::vector<std::uint8_t> code(std::initializer_list<unsigned> values) {
    std::vector<std::uint8_t> bytes;
    for (const unsigned v : values) bytes.push_back(static_cast<std::uint8_t>(v));
    return bytes;
}

/// The bytes of instructions of 2 or 4 bytes each.
template <class Unit>
std::vector<std::uint8_t> instructions(std::initializer_list<Unit> values) {
    std::vector<std::uint8_t> bytes;
    for (const Unit v : values) {
        for (std::size_t i = 0; i < sizeof(Unit); ++i) bytes.push_back(static_cast<std::uint8_t>(v >> (8 * i)));
    }
    return bytes;
}

}  // namespace natload::linker
