// SPDX-License-Identifier: MIT
#include "relocate.hpp"

#include <algorithm>

#include "complaint.hpp"

namespace natload::linker {
namespace {

using link::formula;
using link::outcome;

const char* text(natload::section s) {
    switch (s) {
        case bss_section: return "a variable";
        case rodata_section: return "read-only data, which lies apart from the code";
        case name_table: return "the table of names";
        case host_table: return "the host's function table";
        default: return "code";
    }
}

class relocator {
public:
    relocator(const machine& target, const made& m, container& out) : target_(target), made_(m), out_(out) {}

    void copy(const atom& a) {
        std::copy(a.contents.begin(), a.contents.end(), section(a.place) + static_cast<std::ptrdiff_t>(a.address));
    }

    void run(const atom& a) {
        for (const reference& r : a.references) {
            if (r.computes == formula::nothing) continue;
            try {
                if (!is_word_to_load(r)) {
                    apply(a, r, value(a, r));
                } else {
                    leave_to_loading(a, r);
                }
            } catch (complaint& c) {
                const atom& from = r.origin != nullptr ? *r.origin : a;
                throw c.in_object(from.object)
                    .in_section(from.section)
                    .type(target_.find(r.type)->name)
                    .about(r.to->name);
            }
        }
    }

    void put_word(std::uint64_t at, const destination& to) {
        std::uint8_t* const word = out_.code.data() + at;
        if (target_.word_size() == 4) {
            link::put<std::uint32_t>(word, to.offset);
        } else {
            link::put<std::uint64_t>(word, to.offset);
        }
        if (to.base != destination::fixed) add_relocation(code_section, at, to.base);
    }

private:
    std::vector<std::uint8_t>::iterator section(natload::section place) {
        return place == rodata_section ? out_.rodata.begin() : out_.code.begin();
    }

    destination to(const reference& r) const { return destination_of(identity_of(*r.to), made_); }

    bool is_word_to_load(const reference& r) const {
        return r.computes == formula::absolute && target_.find(r.type)->whole_word && to(r).base != destination::fixed;
    }

    void leave_to_loading(const atom& a, const reference& r) {
        const std::uint64_t at = a.address + r.offset;
        if (at % target_.word_size() != 0) {
            throw complaint("an address in a place that is not aligned, which a module can't relocate")
                .remedied_by(a.role == role::text ? target_.remedy_for_absolute_address()
                                                  : "align the data that holds it");
        }
        const destination d = to(r);
        apply(a, r, static_cast<std::int64_t>(d.offset) + r.addend);
        add_relocation(a.place, at, d.base);
    }

    void add_relocation(natload::section place, std::uint64_t at, unsigned base) {
        out_.relocations.push_back({place, static_cast<std::uint32_t>(at / target_.word_size()), base});
    }

    std::int64_t value(const atom& a, const reference& r) {
        if (r.computes == formula::low_of_pair) return value_of_high_part(a, r);
        link::operands o;
        o.addend = r.addend;
        o.place = a.address + r.offset;
        o.got = made_.got;
        switch (r.computes) {
            case formula::absolute: o.symbol = known_value(r); break;
            case formula::relative:
            case formula::page_relative:
            case formula::from_got: o.symbol = near_address(a, r); break;
            default:
                if (link::uses_slot(r.computes)) o.slot = made_.slots.at(identity_of(*r.to));
                break;
        }
        return target_.value(r.computes, o);
    }

    /// An address that is part of an instruction must be known now; that of a symbol is not, but a difference of two
    /// is.
    std::uint64_t known_value(const reference& r) const {
        const destination d = to(r);
        if (d.base == destination::fixed) return d.offset;
        if (d.base == code_section && target_.is_difference(r.type)) return d.offset;
        throw complaint("an absolute address inside an instruction or a narrow number, which a module can't relocate")
            .remedied_by(target_.remedy_for_absolute_address());
    }

    /// Code can only reach relatively what lies in the same block.
    std::uint64_t near_address(const atom& a, const reference& r) const {
        const identity what = identity_of(*r.to);
        const auto stub = made_.stubs.find(what);
        if (stub != made_.stubs.end()) return target_.callable(stub->second + jump_to(target_, what).entry);
        const destination d = to(r);
        if (a.place != code_section || a.is_image)
            throw complaint("data relative to its own address").remedied_by("compile with -fpic");
        if (d.base == code_section && r.computes != formula::page_relative) return d.offset;
        complaint c(fmt::format("code reaches {} relative to itself, but the two are loaded apart",
                                text(static_cast<natload::section>(d.base))));
        if (d.base == bss_section) {
            c.remedied_by(fmt::format("{}; or link with --variables-in-code, for hosts that take it",
                                      target_.remedy_for_relative_variable()));
        }
        throw c;
    }

    /// The low part names the place of the high one by its symbol.
    std::int64_t value_of_high_part(const atom& a, const reference& low) {
        for (const reference& high : a.references) {
            if (low.to->in == &a && high.offset == low.to->value && high.computes != formula::low_of_pair) {
                return value(a, high);
            }
        }
        throw complaint("no high part at the place that it names");
    }

    void apply(const atom& a, const reference& r, std::int64_t value) {
        const auto at = section(a.place) + static_cast<std::ptrdiff_t>(a.address + r.offset);
        const auto room = static_cast<std::size_t>(a.size - r.offset);
        switch (target_.apply(r.type, {&*at, room, a.address + r.offset}, value)) {
            case outcome::done: return;
            case outcome::outside: throw complaint("reaches past the end of its section");
            case outcome::out_of_range:
                throw complaint(fmt::format("{} is out of its range", value))
                    .remedied_by("make the module smaller, or let the compiler use longer jumps");
            case outcome::misaligned: throw complaint(fmt::format("{:#x} is not aligned as it must be", value));
            case outcome::wrong_instruction: throw complaint("the instruction there names no address");
        }
    }

    const machine& target_;
    const made& made_;
    container& out_;
};

}  // namespace

far_jump jump_to(const machine& target, const identity& what) {
    return target.jump_to_word(what.kind == symbol::host_entry && has_few_arguments(what.value));
}

void write_far_jump(const machine& target, const far_jump& jump, std::uint64_t at, const destination& to,
                    container& out) {
    std::copy(jump.code.begin(), jump.code.end(), out.code.begin() + static_cast<std::ptrdiff_t>(at));
    relocator(target, {}, out).put_word(at + jump.word, to);
}

void relocate(const machine& target, const made& m, const std::vector<atom*>& atoms, container& out) {
    relocator r(target, m, out);
    for (const atom* const a : atoms) {
        if (a->place == bss_section) continue;
        r.copy(*a);
        r.run(*a);
    }
    for (const auto& [what, address] : m.slots) r.put_word(address, destination_of(what, m));
    for (const auto& [what, address] : m.stubs) {
        write_far_jump(target, jump_to(target, what), address, destination_of(what, m), out);
    }
}

}  // namespace natload::linker
