// SPDX-License-Identifier: MIT
#include "machine.hpp"

namespace natload::linker {
namespace {

using link::formula;

constexpr std::uint32_t got32x = 43, gotpcrelx = 41, rex_gotpcrelx = 42;
constexpr std::uint8_t mov = 0x8b, lea = 0x8d, indirect = 0xff, call = 0xe8, jmp = 0xe9, nop = 0x90, addr32 = 0x67;

std::optional<std::vector<std::uint8_t>> x86_jump(std::int64_t distance) {
    std::vector<std::uint8_t> jump;
    if (link::signed_bits(8).holds(distance - 2)) return linker::code({0xeb, static_cast<unsigned>(distance - 2)});
    if (!link::signed_bits(32).holds(distance - 5)) return std::nullopt;
    jump = linker::code({jmp, 0, 0, 0, 0});
    link::put<std::uint32_t>(jump.data() + 1, static_cast<std::uint64_t>(distance - 5));
    return jump;
}

/// Rewrites a call or jump through a slot as one to the symbol itself. The same in both modes: opcode 0xff, then a
/// ModRM byte with 2 (call) or 4 (jmp) in its middle.
bool straighten(atom& in, reference& r) {
    std::uint8_t* const at = in.contents.data() + r.offset;
    const unsigned operation = at[-1] >> 3 & 7;
    if (operation == 2) {
        at[-2] = addr32;  // a prefix without effect
        at[-1] = call;
    } else if (operation == 4) {
        at[-2] = jmp;
        at[3] = nop;
        --r.offset;
    } else {
        return false;
    }
    r.computes = formula::relative;
    return true;
}

class x86_machine final : public machine_of<link::x86_relocations> {
public:
    void adapt(atom& in, reference& r, bool in_code) const override {
        if (r.type != got32x || !in_code || r.offset < 2) return;
        std::uint8_t* const at = in.contents.data() + r.offset;
        if (at[-1] >> 6 != 2) return;  // no base register, so not counted from the table
        if (at[-2] == mov) {
            at[-2] = lea;
            r.computes = formula::from_got;
        } else if (at[-2] == indirect && straighten(in, r)) {
            r.addend -= 4;
        }
    }
    std::uint32_t word_type() const override { return 1; }
    far_jump jump_to_word(bool) const override {
        return {linker::code({0xb8, 0, 0, 0, 0, 0xff, 0xe0}), 1};  // mov $word, %eax; jmp *%eax
    }
    std::optional<std::vector<std::uint8_t>> jump_over(std::int64_t distance) const override {
        return x86_jump(distance);
    }
    const char* remedy_for_relative_variable() const override {
        return "make it external (not static) and compile with -fpic, so that its address comes from a table";
    }
};

class x64_machine final : public machine_of<link::x64_relocations> {
public:
    void adapt(atom& in, reference& r, bool in_code) const override {
        if ((r.type != gotpcrelx && r.type != rex_gotpcrelx) || !in_code || r.offset < 2 || r.addend != -4) return;
        std::uint8_t* const at = in.contents.data() + r.offset;
        if (at[-2] == mov) {
            at[-2] = lea;
            r.computes = formula::relative;
        } else if (at[-2] == indirect) {
            straighten(in, r);
        }
    }
    std::uint32_t word_type() const override { return 1; }
    far_jump jump_to_word(bool) const override {
        return {linker::code({0x48, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xe0}), 2};  // mov $word, %rax; jmp *%rax
    }
    std::optional<std::vector<std::uint8_t>> jump_over(std::int64_t distance) const override {
        return x86_jump(distance);
    }
    const char* remedy_for_relative_variable() const override {
        return "make it external (not static) and compile with -fpic, so that its address comes from a table";
    }
};

}  // namespace

std::unique_ptr<machine> make_x86_machine() { return std::make_unique<x86_machine>(); }
std::unique_ptr<machine> make_x64_machine() { return std::make_unique<x64_machine>(); }

}  // namespace natload::linker
