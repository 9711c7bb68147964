// SPDX-License-Identifier: MIT
#include "complaint.hpp"
#include "destination.hpp"
#include "machine.hpp"

namespace natload::linker {
namespace {

using link::formula;

constexpr std::uint32_t adr_prel_lo21 = 274, ld64_got_lo12 = 312;

/// Modules run at any address that is a multiple of 16, so ADRP, which counts in pages, can't be used as it is:
/// it becomes ADR, and the low parts that go with it become 0.
class aarch64_machine final : public machine_of<link::aarch64_relocations> {
public:
    void adapt(atom& in, reference& r, bool in_code) const override {
        const auto type = find(r.type);
        std::uint8_t* const at = in.contents.data() + r.offset;
        switch (type->computes) {
            case formula::page_relative:
                if (in_code || r.to->kind == symbol::table_of_got) to_adr(r, at, formula::relative);
                break;
            case formula::slot_page_relative:
                to_adr(r, at, in_code ? formula::relative : formula::slot_relative);
                break;
            case formula::slot:
                r.computes = formula::nothing;
                if (in_code && r.type == ld64_got_lo12) {  // ldr xd, [xn] -> mov xd, xn
                    const std::uint32_t ldr = link::get<std::uint32_t>(at);
                    link::put<std::uint32_t>(at, 0xaa0003e0u | (ldr >> 5 & 31) << 16 | (ldr & 31));
                }
                break;
            case formula::slot_from_got_page: r.computes = formula::slot_from_got; break;
            case formula::absolute:
                if (in_code && is_low_part(r.type)) {
                    require_high_part(in, r);
                    r.computes = formula::nothing;
                }
                break;
            default: break;
        }
    }

    std::uint32_t word_type() const override { return 257; }
    far_jump jump_to_word(bool) const override {
        return {instructions<std::uint32_t>({0x58000050, 0xd61f0200, 0, 0}), 8};  // ldr x16, .+8; br x16
    }
    std::optional<std::vector<std::uint8_t>> jump_over(std::int64_t distance) const override {
        auto jump = instructions<std::uint32_t>({0x14000000});
        if (apply(282, {jump.data(), 4, 0}, distance) != link::outcome::done) return std::nullopt;
        return jump;
    }
    const char* remedy_for_relative_variable() const override {
        return "make it external (not static) and compile with -fpic, so that its address comes from a table";
    }

private:
    static bool is_low_part(std::uint32_t type) {
        return type == 277 || type == 278 || (type >= 284 && type <= 286) || type == 299;
    }

    static void to_adr(reference& r, std::uint8_t* at, formula computes) {
        link::put<std::uint32_t>(at, 0x80000000, 0);
        r.type = adr_prel_lo21;
        r.computes = computes;
    }

    /// The ADRP that goes with a low part names the same symbol and addend: only then is 0 what is left.
    void require_high_part(const atom& in, const reference& low) const {
        for (const reference& high : in.references) {
            const bool page = high.type == 275 || high.type == 276 || high.type == adr_prel_lo21;
            if (page && identity_of(*high.to) == identity_of(*low.to) && high.addend == low.addend) return;
        }
        throw complaint("low part of an address without its ADRP").remedied_by("compile with -mcmodel=tiny");
    }
};

}  // namespace

std::unique_ptr<machine> make_aarch64_machine() { return std::make_unique<aarch64_machine>(); }

}  // namespace natload::linker
