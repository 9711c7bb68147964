// SPDX-License-Identifier: MIT
#include "machine.hpp"

namespace natload::linker {
namespace {

class arm_machine final : public machine_of<link::arm_relocations> {
public:
    explicit arm_machine(isa architecture) : architecture_(architecture) {}

    std::uint32_t word_type() const override { return 2; }
    far_jump jump_to_word(bool few_arguments) const override {
        if (architecture_ == isa::armv6) {
            return {instructions<std::uint32_t>({0xe51ff004, 0}), 4};  // ldr pc, [pc, #-4]
        }
        if (architecture_ == isa::armv6m && few_arguments) {
            return {instructions<std::uint16_t>({0x4b00, 0x4718, 0, 0}), 4};  // ldr r3, [pc]; bx r3
        }
        if (architecture_ == isa::armv6m) {  // no register to spare
            // push {r0, r1}; ldr r0, [pc, #4]; str r0, [sp, #4]; pop {r0, pc}
            return {instructions<std::uint16_t>({0xb403, 0x4801, 0x9001, 0xbd01, 0, 0}), 8};
        }
        return {instructions<std::uint16_t>({0xf8df, 0xf000, 0, 0}), 4};  // ldr.w pc, [pc]
    }

    std::optional<std::vector<std::uint8_t>> jump_over(std::int64_t distance) const override {
        std::vector<std::uint8_t> jump;
        if (architecture_ == isa::armv6) return branch(instructions<std::uint32_t>({0xea000000}), 29, distance - 8);
        if (auto narrow = branch(instructions<std::uint16_t>({0xe000}), 102, distance - 4)) return narrow;
        if (architecture_ == isa::armv6m) return std::nullopt;
        return branch(instructions<std::uint16_t>({0xf000, 0x9000}), 30, distance - 4);
    }

    std::uint64_t callable(std::uint64_t address) const override {
        return architecture_ == isa::armv6 ? address : address | 1;
    }
    const char* remedy_for_relative_variable() const override {
        return "compile with -fpic -mno-pic-data-is-text-relative, so that its address comes from a table";
    }
    const char* remedy_for_absolute_address() const override { return "compile with -fpic or -mword-relocations"; }

private:
    std::optional<std::vector<std::uint8_t>> branch(std::vector<std::uint8_t> code, std::uint32_t type,
                                                    std::int64_t value) const {
        if (apply(type, {code.data(), code.size(), 0}, value) != link::outcome::done) return std::nullopt;
        return code;
    }

    isa architecture_;
};

}  // namespace

std::unique_ptr<machine> make_arm_machine(isa architecture) { return std::make_unique<arm_machine>(architecture); }

}  // namespace natload::linker
