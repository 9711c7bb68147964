// SPDX-License-Identifier: MIT
#include "layout.hpp"

#include <natload/core/error_text.hpp>

#include <algorithm>
#include <charconv>

#include "architecture.hpp"
#include "complaint.hpp"
#include "destination.hpp"
#include "prologue.hpp"
#include "relocate.hpp"
#include "share_literals.hpp"

namespace natload::linker {
namespace {

/// What every loader gives a block of code.
constexpr std::uint64_t block_alignment = 16;

/// The size of the numbers behind the code: the interface's identity, where variables start.
constexpr std::uint64_t trailer_size = 4;

/// FNV-1a, as load/plugin.hpp has it.
std::uint32_t identity_of_interface(std::string_view words) {
    std::uint32_t hash = 0x811c9dc5;
    for (const char c : words) hash = (hash ^ static_cast<std::uint8_t>(c)) * 0x01000193;
    return hash;
}

class builder {
public:
    builder(const options& how, isa architecture, float_abi floats, const machine& target, program& p, symbol& entry)
        : how_(how), architecture_(architecture), float_abi_(floats), target_(target), program_(p), entry_(&entry) {}

    container run(module_file& figures) {
        share_literals(program_);
        sort_atoms();
        if (how_.variables_in_code) find_variables_in_code();
        for (atom* const a : live_) limit_alignment(*a);
        place_data();
        prepare_data();
        adapt_references();
        collect_slots_and_stubs();
        place_code();

        container out;
        out.architecture = architecture_;
        out.arch_flags = how_.arch_flags;
        out.names = program_.names;
        out.names.insert(out.names.begin(), how_.module_name);
        out.bss = static_cast<std::uint32_t>(bss_size_);
        out.code.assign(static_cast<std::size_t>(code_size_), 0);
        out.rodata.assign(static_cast<std::size_t>(rodata_size_), 0);
        relocate(target_, made_, live_, out);
        write_start(out);
        // What has no interface is called with words alone.
        if (!program_.interface.empty()) out.float_abi = float_abi_;
        write_trailers(out);

        figures.code = static_cast<std::uint32_t>(out.code.size());
        figures.rodata = static_cast<std::uint32_t>(out.rodata.size());
        figures.bss = out.bss;
        figures.variables_in_code = static_cast<std::uint32_t>(variables_size_);
        figures.slots = static_cast<std::uint32_t>(made_.slots.size());
        figures.relocated_words = static_cast<std::uint32_t>(out.relocations.size());
        return out;
    }

private:
    bool rodata_apart() const { return architecture_ == isa::xtensawin; }

    natload::section place_of(role r) const {
        if (r == role::bss || r == role::data) return bss_section;
        return r == role::rodata && rodata_apart() ? rodata_section : code_section;
    }

    /// Code, and what is moved behind it, reaches these relative to itself.
    void find_variables_in_code() {
        for (bool again = true; again;) {
            again = false;
            for (const atom* const a : live_) {
                if (a->place != code_section) continue;
                for (const reference& r : a->references) {
                    const bool relative = r.computes == link::formula::relative ||
                                          r.computes == link::formula::from_got ||
                                          r.computes == link::formula::page_relative;
                    if (!relative || r.to->kind != symbol::defined || r.to->in->place != bss_section) continue;
                    r.to->in->in_code = true;
                    r.to->in->place = code_section;
                    again = true;
                }
            }
        }
    }

    void sort_atoms() {
        live_.clear();
        for (atom& a : program_.atoms) {
            if (!a.live) continue;
            a.place = a.in_code ? code_section : place_of(a.role);
            live_.push_back(&a);
        }
        // Literals, text, rodata ...; the entry's text first; of what may lie anywhere, what is aligned most, so that
        // there are no gaps. Otherwise in the order of the inputs.
        const auto key = [&](const atom* a) {
            const bool anywhere = a->role == role::rodata || a->role == role::bss;
            const unsigned order = a->role == role::constructors ? constructor_order(a->section) : 0;
            return std::tuple(a->role, a != entry_->in, anywhere ? block_alignment - a->alignment : 0, order);
        };
        std::stable_sort(live_.begin(), live_.end(), [&](const atom* a, const atom* b) { return key(a) < key(b); });
    }

    /// The number behind .init_array, least first; that behind .ctors, greatest first. Those without one come last.
    static unsigned constructor_order(std::string_view section) {
        constexpr unsigned last = 65535;
        const std::string_view last_part = section.substr(section.rfind('.') + 1);
        unsigned number = 0;
        const auto [end, why] = std::from_chars(last_part.data(), last_part.data() + last_part.size(), number);
        if (why != std::errc{}) return last;
        return section.starts_with(".ctors") ? last - std::min(number, last) : number;
    }

    void limit_alignment(atom& a) const {
        const bool is_x86 = architecture_ == isa::x86 || architecture_ == isa::x64;
        const std::uint64_t limit = a.place == code_section ? block_alignment : data_alignment_of(architecture_);
        if (a.alignment <= limit) return;
        // More than 16 only makes code faster, and on x86 GCC and Clang ask for it unasked.
        if (a.role == role::text || is_x86) {
            a.alignment = limit;
            return;
        }
        throw complaint(fmt::format("needs an alignment of {}; a module's {} has {}", a.alignment,
                                    a.place == code_section ? "code" : "block of data", limit))
            .in_object(a.object)
            .in_section(a.section)
            .remedied_by("align it less, or align an address inside a larger variable when the module runs");
    }

    void adapt_references() {
        for (atom* const a : live_) {
            for (reference& r : a->references) {
                const bool in_code = r.to->kind == symbol::defined && r.to->in->place == code_section;
                try {
                    target_.adapt(*a, r, in_code && a->place == code_section);
                } catch (complaint& c) {
                    throw c.in_object(a->object)
                        .in_section(a->section)
                        .about(r.to->name)
                        .type(target_.find(r.type)->name);
                }
            }
        }
    }

    void collect_slots_and_stubs() {
        for (const atom* const a : live_) {
            for (const reference& r : a->references) {
                if (link::uses_slot(r.computes)) made_.slots.try_emplace(identity_of(*r.to));
                const bool near = r.computes == link::formula::relative || r.computes == link::formula::from_got;
                if (near && (r.to->kind == symbol::host_entry || r.to->is_fixed())) {
                    made_.stubs.try_emplace(identity_of(*r.to));
                }
            }
        }
    }

    static void put(atom& a, std::uint64_t& end) {
        a.address = align_up(end, a.alignment);
        end = a.address + a.size;
    }

    void place_data() {
        bss_size_ = rodata_size_ = 0;
        for (atom* const a : live_) {
            if (a->place == bss_section) put(*a, bss_size_);
            if (a->place == rodata_section) put(*a, rodata_size_);
        }
        if (bss_size_ >> 31 != 0) throw complaint("more variables than the format can hold");
    }

    /// Initialised variables and constructors need code that runs before the entry.
    void prepare_data() {
        std::vector<atom*> data, constructors;
        for (atom* const a : live_) {
            if (a->role == role::data && !a->in_code) data.push_back(a);
            if (a->role == role::constructors) constructors.push_back(a);
        }
        if (data.empty() && constructors.empty()) return;
        entry_ = &add_prologue(program_, target_, prologue_of(architecture_), *entry_, data, constructors);
        sort_atoms();
        place_data();
    }

    /// A jump to the entry comes first, unless the entry is there itself. How long it is depends on how far it goes,
    /// which depends on how long it is.
    void place_code() {
        place_code_from(0);
        if (entry_address() == 0) return;
        for (std::uint64_t start = 1; start <= 8; ++start) {
            place_code_from(start);
            jump_ = target_.jump_over(static_cast<std::int64_t>(entry_address()));
            if (jump_ && jump_->size() <= start) return;
        }
        far_start_ = target_.jump_to_word(false);
        if (far_start_->entry != 0 || far_start_->word % target_.word_size() != 0) {
            throw complaint("too far from the start of the code")
                .about(entry_->name)
                .remedied_by("compile with -ffunction-sections");
        }
        place_code_from(far_start_->code.size());
    }

    std::uint64_t entry_address() const { return (entry_->in->address + entry_->value) & ~(target_.callable(0)); }

    void place_code_from(std::uint64_t start) {
        code_size_ = start;
        for (atom* const a : live_) {
            if (a->place == code_section && !a->in_code) put(*a, code_size_);
        }
        const unsigned word = target_.word_size();
        if (!made_.slots.empty()) code_size_ = align_up<std::uint64_t>(code_size_, word);
        made_.got = code_size_;
        order_slots();
        for (auto& [what, address] : made_.ordered_slots) {
            address = code_size_;
            code_size_ += word;
        }
        for (const auto& [what, address] : made_.ordered_slots) made_.slots[what] = address;
        for (auto& [what, address] : made_.stubs) {
            const far_jump stub = jump_to(target_, what);
            address = align_up<std::uint64_t>(code_size_ + stub.word, word) - stub.word;
            code_size_ = address + stub.code.size();
        }
        place_variables_in_code();
        add_trailers();
        if (code_size_ >> 28 != 0) throw complaint("more code than the format can hold");
    }

    /// Behind everything that is not written.
    void place_variables_in_code() {
        std::uint64_t end = align_up(code_size_, how_.alignment);
        const std::uint64_t start = end;
        for (atom* const a : live_) {
            if (a->in_code) put(*a, end);
        }
        variables_size_ = end - start;
        if (variables_size_ == 0) return;
        variables_at_ = start;
        code_size_ = end;
    }

    /// What the flags say more of (format/raw_code.hpp).
    void add_trailers() {
        const unsigned count = (program_.interface.empty() ? 0u : 1u) + (variables_size_ == 0 ? 0u : 1u);
        if (count != 0) code_size_ = align_up<std::uint64_t>(code_size_, trailer_size) + count * trailer_size;
    }

    void write_trailers(container& out) const {
        std::uint8_t* end = out.code.data() + code_size_;
        out.variables_in_code = variables_size_ != 0;
        if (out.variables_in_code) link::put<std::uint32_t>(end -= trailer_size, variables_at_);
        out.has_interface = !program_.interface.empty();
        if (out.has_interface) {
            link::put<std::uint32_t>(end - trailer_size, identity_of_interface(program_.interface));
        }
    }

    /// So that words that get the same address lie in a row: one relocation then does for all of them.
    void order_slots() {
        made_.ordered_slots.clear();
        for (const auto& [what, address] : made_.slots) made_.ordered_slots.emplace_back(what, address);
        std::stable_sort(made_.ordered_slots.begin(), made_.ordered_slots.end(), [&](const auto& a, const auto& b) {
            return destination_of(a.first, made_).base < destination_of(b.first, made_).base;
        });
    }

    void write_start(container& out) const {
        if (far_start_) {
            write_far_jump(target_, *far_start_, 0, {code_section, target_.callable(entry_address())}, out);
        } else if (jump_) {
            std::copy(jump_->begin(), jump_->end(), out.code.begin());
        }
    }

    const options& how_;
    isa architecture_;
    natload::float_abi float_abi_;
    const machine& target_;
    program& program_;
    symbol* entry_;
    std::vector<atom*> live_;
    made made_;
    std::uint64_t bss_size_ = 0;
    std::uint64_t rodata_size_ = 0;
    std::uint64_t code_size_ = 0;
    std::uint64_t variables_at_ = 0;
    std::uint64_t variables_size_ = 0;
    std::optional<std::vector<std::uint8_t>> jump_;
    std::optional<far_jump> far_start_;
};

}  // namespace

container build(const options& how, isa architecture, float_abi floats, const machine& target, program& p,
                symbol& entry, module_file& figures) {
    return builder(how, architecture, floats, target, p, entry).run(figures);
}

}  // namespace natload::linker
