// SPDX-License-Identifier: MIT
#include "read_object.hpp"

#include <algorithm>
#include <set>

#include "complaint.hpp"
#include "riscv_alignment.hpp"

namespace natload::linker {
namespace {

/// Of sections and variables. Sums of a few are far from wrapping.
constexpr std::uint64_t largest = 0x0fffffff;

/// Of Xtensa's literals, each of which is kept or dropped for itself.
constexpr std::uint64_t literal_size = 4;

/// Where a section's bytes went: all of them into one atom, or each mergeable piece into its own.
struct pieces {
    std::vector<std::pair<std::uint64_t, atom*>> starts;

    bool merged() const { return starts.size() > 1; }

    /// The atom with the byte at an offset, or with the last byte before it.
    std::pair<atom*, std::uint64_t> at(std::uint64_t offset) const {
        auto after = std::upper_bound(starts.begin(), starts.end(), offset,
                                      [](std::uint64_t value, const auto& piece) { return value < piece.first; });
        const auto& [start, piece] = after == starts.begin() ? *after : *--after;
        return {piece, offset - start};
    }
};

class reader {
public:
    reader(program& into, const machine& target, elf::object_file file) : out_(into), target_(target) {
        out_.objects.push_back({file.name, std::move(file), {}});
        object_ = &out_.objects.back();
    }

    void run() {
        choose_groups();
        pieces_.resize(file().sections.size());
        for (std::uint32_t i = 0; i < file().sections.size(); ++i) read_section(i);
        for (const elf::symbol& s : file().symbols) object_->symbols.push_back(read_symbol(s));
        for (const elf::relocation_table& table : file().relocations) {
            if (pieces_[table.target].starts.empty()) continue;
            try {
                read_references(table);
            } catch (complaint& c) {
                throw c.in_object(object_->name).in_section(file().sections[table.target].name);
            }
        }
    }

private:
    const elf::object_file& file() const { return object_->elf; }

    /// Of groups with one signature, the program has the first.
    void choose_groups() {
        for (const elf::section_group& g : file().groups) {
            if (!g.comdat || signatures().insert(std::string(g.signature)).second) continue;
            dropped_.insert(g.members.begin(), g.members.end());
        }
    }
    std::set<std::string>& signatures() { return out_.group_signatures; }

    static bool is_unwinding(std::string_view name) {
        for (const std::string_view prefix : {".eh_frame", ".ARM.exidx", ".ARM.extab", ".gcc_except_table", ".note"}) {
            if (name.starts_with(prefix)) return true;
        }
        return false;
    }

    static role role_of(const elf::section_header& s) {
        if (s.type == elf::init_array || s.name.starts_with(".init_array") || s.name.starts_with(".ctors")) {
            return role::constructors;
        }
        if (s.name.starts_with(".literal") || s.name.ends_with(".literal")) return role::literals;
        if ((s.flags & elf::execute) != 0) return role::text;
        if ((s.flags & elf::write) == 0 || s.name.starts_with(".data.rel.ro")) return role::rodata;
        return s.type == elf::nobits ? role::bss : role::data;
    }

    void read_section(std::uint32_t index) {
        const elf::section_header& s = file().sections[index];
        if (s.name.starts_with(names_section)) return read_names(s);
        if (s.name.starts_with(interface_section)) return read_interface(s);
        if ((s.flags & elf::alloc) == 0 || dropped_.count(index) != 0 || is_unwinding(s.name)) return;
        if (s.type == elf::fini_array || s.type == elf::preinit_array) return;  // a module never ends by itself
        if ((s.flags & elf::compressed) != 0) throw fault("a compressed section", s);
        const linker::role role = role_of(s);
        if (s.size > largest) throw fault("larger than a module can be", s);
        if (s.type == elf::nobits && role != role::bss && s.size != 0)
            throw fault("code or constants without bytes", s);

        const bool mergeable = (s.flags & elf::merge) != 0 && role == role::rodata && s.entry_size != 0 &&
                               s.size % s.entry_size == 0 && !has_relocations(index);
        if (mergeable) return split(s, pieces_[index]);
        if (role == role::literals && s.type == elf::progbits && s.size % literal_size == 0 && s.size != 0) {
            for (std::uint64_t at = 0; at < s.size; at += literal_size) {
                add_piece(s, role, at, literal_size, pieces_[index]);
            }
            return;
        }
        add_piece(s, role, 0, s.size, pieces_[index]);
    }

    bool has_relocations(std::uint32_t section) const {
        return std::any_of(file().relocations.begin(), file().relocations.end(),
                           [&](const auto& table) { return table.target == section; });
    }

    complaint fault(std::string problem, const elf::section_header& s) const {
        return complaint(std::move(problem)).in_object(object_->name).in_section(s.name);
    }

    void add_piece(const elf::section_header& s, role role, std::uint64_t start, std::uint64_t size, pieces& to) {
        atom& a = out_.atoms.emplace_back();
        a.object = object_->name;
        a.section = s.name;
        a.role = role;
        a.size = size;
        // L32R loads whole words, whatever an assembler says of its literals.
        a.alignment = role == role::literals ? std::max(s.alignment, literal_size) : s.alignment;
        if (s.type != elf::nobits) {
            a.contents.assign(s.contents.begin() + start, s.contents.begin() + start + size);
        }
        to.starts.emplace_back(start, &a);
    }

    /// Constants of one size, or strings that end with a character of zeros.
    void split(const elf::section_header& s, pieces& to) {
        const std::uint64_t unit = s.entry_size;
        for (std::uint64_t start = 0; start < s.size;) {
            std::uint64_t end = start + unit;
            if ((s.flags & elf::strings) != 0) {
                const auto is_zero = [&](std::uint64_t at) {
                    return std::all_of(s.contents.begin() + at, s.contents.begin() + at + unit,
                                       [](std::uint8_t byte) { return byte == 0; });
                };
                while (!is_zero(end - unit)) {
                    if (end == s.size) throw fault("a string that does not end", s);
                    end += unit;
                }
            }
            add_piece(s, role::rodata, start, end - start, to);
            merge(*to.starts.back().second, s.flags & elf::strings, to);
            start = end;
        }
        if (to.starts.empty()) add_piece(s, role::rodata, 0, 0, to);
    }

    /// The same bytes again become one with the first, in all of the program.
    void merge(atom& a, std::uint64_t kind, pieces& to) {
        const auto [first, is_new] = out_.merged.try_emplace({kind, a.contents}, &a);
        if (is_new) return;
        first->second->alignment = std::max(first->second->alignment, a.alignment);
        to.starts.back().second = first->second;
        out_.atoms.pop_back();
    }

    void read_names(const elf::section_header& s) {
        std::vector<std::string> names;
        std::string_view text(reinterpret_cast<const char*>(s.contents.data()), s.contents.size());
        while (!text.empty()) {
            const std::size_t end = text.find('\0');
            if (end == text.npos) throw fault("a name that does not end", s);
            if (end != 0) names.emplace_back(text.substr(0, end));
            text.remove_prefix(end + 1);
        }
        if (!out_.names.empty() && out_.names != names) {
            throw fault("numbers other names than another object does", s)
                .remedied_by("make one header of the names of all sources: natload names SOURCE... -o HEADER");
        }
        out_.names = std::move(names);
    }

    void read_interface(const elf::section_header& s) {
        std::string_view words(reinterpret_cast<const char*>(s.contents.data()), s.contents.size());
        const std::size_t end = words.find('\0');
        if (end == words.npos || end == 0) throw fault("the words of an interface, which do not end", s);
        const std::string_view rest = words.substr(end);
        words = words.substr(0, end);
        if (rest.find_first_not_of('\0') != rest.npos || (!out_.interface.empty() && out_.interface != words)) {
            throw fault("states another interface than the module has already", s)
                .remedied_by("a module is for one interface: include the header of one, the same in all sources");
        }
        out_.interface = words;
    }

    symbol* read_symbol(const elf::symbol& s) {
        symbol fresh;
        fresh.name = s.name;
        fresh.object = object_->name;
        fresh.weak = s.binding == elf::weak;
        if (s.type == elf::indirect_function) {
            throw complaint("a function that is chosen at run time (STT_GNU_IFUNC)")
                .in_object(object_->name)
                .about(s.name);
        }
        if (s.section == elf::absolute) {
            fresh.kind = symbol::absolute;
            fresh.value = s.value;
        } else if (s.section == elf::common) {
            make_common(fresh, s);
        } else if (s.section == elf::undefined && s.name.empty()) {
            fresh.kind = symbol::absolute;  // the symbol of relocations that need none
        } else if (s.section != elf::undefined && !pieces_[s.section].starts.empty()) {
            fresh.kind = symbol::defined;
            std::tie(fresh.in, fresh.value) = pieces_[s.section].at(s.value);
        }
        if (s.binding == elf::local) return &out_.symbols.emplace_back(std::move(fresh));
        symbol& known = global(out_, s.name);
        resolve(known, fresh);
        return &known;
    }

    void make_common(symbol& s, const elf::symbol& from) {
        if (from.size > largest || (from.value & (from.value - 1)) != 0) {
            throw complaint("a size or an alignment that a variable can't have").in_object(object_->name).about(s.name);
        }
        atom& a = out_.atoms.emplace_back();
        a.object = object_->name;
        a.section = "COMMON";
        a.role = role::bss;
        a.size = from.size;
        a.alignment = std::max<std::uint64_t>(from.value, 1);
        s.kind = symbol::defined;
        s.common = true;
        s.in = &a;
    }

    /// A strong definition before a common one before a weak one before none.
    void resolve(symbol& known, const symbol& fresh) {
        if (fresh.kind == symbol::undefined) {
            if (known.kind == symbol::undefined) known.weak = known.weak && fresh.weak;
            return;
        }
        const auto strength = [](const symbol& s) {
            return s.kind == symbol::undefined ? 0 : s.weak ? 1 : s.common ? 2 : 3;
        };
        if (strength(known) == 3 && strength(fresh) == 3) {
            throw complaint(fmt::format("defined in {} too", known.object))
                .in_object(object_->name)
                .about(known.name)
                .remedied_by("make one of them static or weak");
        }
        if (known.common && fresh.common) {
            known.in->size = std::max(known.in->size, fresh.in->size);
            known.in->alignment = std::max(known.in->alignment, fresh.in->alignment);
            return;
        }
        if (strength(fresh) > strength(known)) known = fresh;
    }

    void read_references(const elf::relocation_table& table) {
        const pieces& section = pieces_[table.target];
        for (const elf::relocation& r : table.entries) {
            const elf::symbol& named = file().symbols[r.symbol];
            const auto type = target_.find(r.type);
            if (const flaw why = flaw_of(named, type.has_value()); why != flaw::none) {
                section.at(r.offset).first->references.push_back(
                    {0, r.type, link::formula::nothing, object_->symbols[r.symbol], 0, why, nullptr});
                continue;
            }
            if (type->computes == link::formula::nothing) continue;
            auto [in, offset] = section.at(r.offset);
            if (in->contents.empty()) throw complaint("relocations in a section without contents").type(type->name);
            if (offset > in->contents.size() || type->size > in->contents.size() - offset) {
                throw complaint("reaches past the end of its section").type(type->name).about(named.name);
            }
            reference ref{offset, r.type, type->computes, object_->symbols[r.symbol], r.addend, flaw::none, nullptr};
            if (table.explicit_addends != target_.explicit_addends()) {
                throw complaint("relocations of the other kind (Rel, Rela) than its machine has");
            }
            ref.addend += target_.take_addend(r.type, in->contents.data() + offset);
            if (named.type == elf::section) aim(ref, named);
            in->references.push_back(ref);
        }
        if (file().machine == elf::machine_riscv) {
            remove_padding(*section.starts.front().second, table.entries, object_->symbols);
        }
    }

    flaw flaw_of(const elf::symbol& named, bool is_known) const {
        const bool in_section = named.section < file().sections.size();
        const bool in_tls = in_section && (file().sections[named.section].flags & elf::tls) != 0;
        if (named.type == elf::thread_local_object || in_tls) return flaw::thread_local_storage;
        return is_known ? flaw::none : flaw::unknown_type;
    }

    /// A section symbol with an addend names a piece where there are several.
    void aim(reference& r, const elf::symbol& section) {
        const pieces& to = pieces_[section.section];
        if (!to.merged()) return;
        symbol& s = out_.symbols.emplace_back();
        s.name = section.name;
        s.kind = symbol::defined;
        std::tie(s.in, s.value) = to.at(section.value + static_cast<std::uint64_t>(r.addend));
        r.to = &s;
        r.addend = 0;
    }

    program& out_;
    const machine& target_;
    object* object_ = nullptr;
    std::set<std::uint32_t> dropped_;
    std::vector<pieces> pieces_;
};

}  // namespace

symbol& global(program& in, std::string_view name) {
    const auto found = in.globals.find(name);
    if (found != in.globals.end()) return *found->second;
    symbol& fresh = in.symbols.emplace_back();
    fresh.name = name;
    fresh.weak = true;  // until a strong reference says otherwise
    in.globals.emplace(name, &fresh);
    return fresh;
}

void read_object(program& into, const machine& target, elf::object_file file) {
    reader(into, target, std::move(file)).run();
}

}  // namespace natload::linker
