// SPDX-License-Identifier: MIT
#include "machine.hpp"

namespace natload::linker {
namespace {

using link::formula;

constexpr std::uint32_t got_hi20 = 20, pcrel_lo12_i = 24, jal_type = 17, rvc_jump_type = 45;

template <class Word>
class riscv_machine final : public machine_of<link::riscv_relocations<Word>> {
public:
    /// A slot's address and the load from it become the symbol's address: AUIPC, ADDI.
    void adapt(atom& in, reference& high, bool in_code) const override {
        if (high.type != got_hi20 || !in_code) return;
        std::vector<std::uint8_t*> loads;
        for (reference& low : in.references) {
            if (low.computes != formula::low_of_pair || low.to->in != &in || low.to->value != high.offset) continue;
            if (low.type != pcrel_lo12_i) return;
            std::uint8_t* const at = in.contents.data() + low.offset;
            if ((link::get<std::uint32_t>(at) & 0x707f) != load_word) return;
            loads.push_back(at);
        }
        for (std::uint8_t* const at : loads) link::put<std::uint32_t>(at, 0x707f, addi);
        high.computes = formula::relative;
    }

    /// ADD, SUB and SET of every width.
    bool is_difference(std::uint32_t type) const override {
        return (type >= 33 && type <= 40) || (type >= 52 && type <= 56) || type == 60 || type == 61;
    }

    std::uint32_t word_type() const override { return sizeof(Word) == 4 ? 1 : 2; }
    far_jump jump_to_word(bool few_arguments) const override {
        far_jump jump;
        if (few_arguments) {  // a3 is free: auipc a3, 0; c.lw or c.ld a3, 8(a3); c.jr a3; the word, which is aligned
            jump.code = instructions<std::uint16_t>({0x0697, 0, sizeof(Word) == 4 ? 0x4694 : 0x6694, 0x8682});
        } else {  // auipc t3, 0; lw or ld t3, 10(t3); c.jr t3
            constexpr std::uint32_t load = load_word | 0x00ae0e00;
            jump.code = instructions<std::uint16_t>({0x0e17, 0, load & 0xffff, load >> 16, 0x8e02});
        }
        jump.word = jump.code.size();
        jump.code.resize(jump.word + sizeof(Word));
        return jump;
    }

    std::optional<std::vector<std::uint8_t>> jump_over(std::int64_t distance) const override {
        auto narrow = instructions<std::uint16_t>({0xa001});
        if (this->apply(rvc_jump_type, {narrow.data(), 2, 0}, distance) == link::outcome::done) return narrow;
        auto wide = instructions<std::uint32_t>({0x0000006f});
        if (this->apply(jal_type, {wide.data(), 4, 0}, distance) == link::outcome::done) return wide;
        return std::nullopt;
    }

    const char* remedy_for_relative_variable() const override {
        return "make it external (not static) and compile with -fpic, so that its address comes from a table";
    }
    const char* remedy_for_absolute_address() const override { return "compile with -fpic or -mcmodel=medany"; }

private:
    static constexpr std::uint32_t load_word = sizeof(Word) == 4 ? 0x2003 : 0x3003, addi = 0x0013;
};

}  // namespace

std::unique_ptr<machine> make_riscv_machine(unsigned word_size) {
    if (word_size == 4) return std::make_unique<riscv_machine<std::uint32_t>>();
    return std::make_unique<riscv_machine<std::uint64_t>>();
}

}  // namespace natload::linker
