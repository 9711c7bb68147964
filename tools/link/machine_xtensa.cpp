// SPDX-License-Identifier: MIT
#include "machine.hpp"

namespace natload::linker {
namespace {

class xtensa_machine final : public machine_of<link::xtensa_relocations> {
public:
    /// Words are added to: what they hold counts too.
    std::int64_t take_addend(std::uint32_t type, std::uint8_t* at) const override {
        if (!find(type)->whole_word) return 0;
        const std::int64_t held = link::sign_extend(link::get<std::uint32_t>(at), 32);
        link::put<std::uint32_t>(at, 0);
        return held;
    }
    std::uint32_t word_type() const override { return 1; }
    /// The literal lies in front of the code that loads it. a9 is free on entry in both ABIs: a temporary of call0, the
    /// next stack pointer of call8.
    far_jump jump_to_word(bool) const override {
        // .word; l32r a9, .-4; jx a9
        return {linker::code({0, 0, 0, 0, 0x91, 0xff, 0xff, 0xa0, 0x09, 0x00}), 0, 4};
    }
    std::optional<std::vector<std::uint8_t>> jump_over(std::int64_t distance) const override {
        auto jump = linker::code({0x06, 0, 0});
        if (apply(20, {jump.data(), 3, 0}, distance) != link::outcome::done) return std::nullopt;
        return jump;
    }
    const char* remedy_for_relative_variable() const override { return "load its address from a literal (L32R)"; }
};

}  // namespace

std::unique_ptr<machine> make_xtensa_machine() { return std::make_unique<xtensa_machine>(); }

}  // namespace natload::linker
