// SPDX-License-Identifier: MIT
#include "debug_file.hpp"

#include <algorithm>
#include <array>

#include "complaint.hpp"
#include "elf_format.hpp"

namespace natload::linker {
namespace {

using octets = std::vector<std::uint8_t>;

struct section_image {
    std::string name;
    std::uint32_t type = elf::progbits;
    std::uint64_t flags = 0;
    std::uint64_t address = 0;
    std::uint64_t size = 0;
    octets contents;
    std::uint32_t link = 0, info = 0;
    std::uint64_t entry_size = 0;
};

bool is_debug(const elf::section_header& s) { return s.name.starts_with(".debug_") && (s.flags & elf::alloc) == 0; }

class writer {
public:
    writer(const program& p, const machine& target, const container& module)
        : program_(p), target_(target), wide_(target.word_size() == 8) {
        sections_.emplace_back();  // the null section
        sections_[0].type = elf::null_section;
        add_loaded(code_section, ".text", elf::progbits, elf::alloc | elf::execute, module.code.size(), module.code);
        add_loaded(rodata_section, ".rodata", elf::progbits, elf::alloc, module.rodata.size(), module.rodata);
        add_loaded(bss_section, ".bss", elf::nobits, elf::alloc | elf::write, module.bss, {});
    }

    octets run() {
        for (const object& o : program_.objects) place_debug_sections(o);
        for (const object& o : program_.objects) relocate_debug_sections(o);
        add_symbols();
        return write();
    }

private:
    void add_loaded(natload::section place, const char* name, std::uint32_t type, std::uint64_t flags,
                    std::uint64_t size, const octets& contents) {
        index_[place] = sections_.size();
        end_ = align_up<std::uint64_t>(end_, 16);
        sections_.push_back({name, type, flags, end_, size, contents});
        end_ += size;
    }

    section_image& section(std::string_view name) {
        for (section_image& s : sections_) {
            if (s.name == name) return s;
        }
        section_image& fresh = sections_.emplace_back();
        fresh.name = name;
        return fresh;
    }

    void place_debug_sections(const object& o) {
        auto& starts = starts_[&o];
        starts.assign(o.elf.sections.size(), 0);
        for (std::size_t i = 0; i < o.elf.sections.size(); ++i) {
            const elf::section_header& s = o.elf.sections[i];
            if (!is_debug(s)) continue;
            if ((s.flags & elf::compressed) != 0) {
                throw complaint("a compressed section")
                    .in_object(o.name)
                    .in_section(s.name)
                    .remedied_by("compile with -gz=none");
            }
            octets& into = section(s.name).contents;
            into.resize(
                align_up<std::size_t>(into.size(), static_cast<std::size_t>(std::min<std::uint64_t>(s.alignment, 16))));
            starts[i] = into.size();
            into.insert(into.end(), s.contents.begin(), s.contents.end());
        }
    }

    void relocate_debug_sections(const object& o) {
        for (const elf::relocation_table& table : o.elf.relocations) {
            const elf::section_header& s = o.elf.sections[table.target];
            if (!is_debug(s)) continue;
            octets& into = section(s.name).contents;
            const std::uint64_t start = starts_[&o][table.target];
            const std::uint64_t size = s.contents.size();  // none, of a section that says to have no bits
            for (const elf::relocation& r : table.entries) {
                const auto type = target_.find(r.type);
                if (!type || type->computes == link::formula::nothing) continue;
                if (r.offset > size || type->size > size - r.offset) continue;
                std::uint8_t* const at = into.data() + start + r.offset;
                link::operands values;
                values.symbol = address_of(o, r.symbol);
                values.addend = r.addend + target_.take_addend(r.type, at);
                target_.apply(r.type, {at, static_cast<std::size_t>(size - r.offset), 0},
                              target_.value(type->computes, values));
            }
        }
    }

    /// Of a symbol of an object; 0 if it is in what was dropped.
    std::uint64_t address_of(const object& o, std::uint32_t number) {
        const elf::symbol& named = o.elf.symbols[number];
        if (named.section < o.elf.sections.size() && is_debug(o.elf.sections[named.section])) {
            return starts_[&o][named.section] + named.value;
        }
        const symbol& s = *o.symbols[number];
        return s.in != nullptr && s.in->live ? address_of(s) : s.kind == symbol::absolute ? s.value : 0;
    }

    std::uint64_t address_of(const symbol& s) const {
        return sections_[index_[s.in->place]].address + s.in->address + s.value;
    }

    void add_symbols() {
        section_image symbols, names;
        symbols.name = ".symtab";
        symbols.type = elf::symbol_table;
        symbols.info = 1;
        symbols.entry_size = wide_ ? 24 : 16;
        symbols.contents.resize(static_cast<std::size_t>(symbols.entry_size));
        names.name = ".strtab";
        names.type = elf::string_table;
        names.contents.push_back(0);
        for (const symbol& s : program_.symbols) {
            if (s.in == nullptr || !s.in->live || s.name.empty() || s.name[0] == '.' || s.name[0] == '$') continue;
            const unsigned type = s.in->role == role::text ? elf::function : elf::object;
            const std::uint64_t address = address_of(s);
            const auto place = static_cast<std::uint16_t>(index_[s.in->place]);
            number(symbols.contents, names.contents.size(), 4);
            if (!wide_) number(symbols.contents, address, 4), number(symbols.contents, 0, 4);
            number(symbols.contents, elf::global << 4 | type, 1);
            number(symbols.contents, 0, 1);
            number(symbols.contents, place, 2);
            if (wide_) number(symbols.contents, address, 8), number(symbols.contents, 0, 8);
            names.contents.insert(names.contents.end(), s.name.begin(), s.name.end());
            names.contents.push_back(0);
        }
        symbols.link = static_cast<std::uint32_t>(sections_.size() + 1);
        sections_.push_back(std::move(symbols));
        sections_.push_back(std::move(names));
    }

    static void number(octets& out, std::uint64_t value, unsigned size) {
        for (unsigned i = 0; i < size; ++i) out.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
    }
    void word(octets& out, std::uint64_t value) const { number(out, value, target_.word_size()); }

    octets write() {
        section_image& names = sections_.emplace_back();
        names.name = ".shstrtab";
        names.type = elf::string_table;
        std::vector<std::size_t> name_at;
        for (const section_image& s : sections_) {
            name_at.push_back(sections_.back().contents.size());
            octets& into = sections_.back().contents;
            into.insert(into.end(), s.name.begin(), s.name.end());
            into.push_back(0);
        }

        octets out(wide_ ? 64 : 52);
        std::vector<std::uint64_t> offsets;
        for (const section_image& s : sections_) {
            out.resize(align_up<std::size_t>(out.size(), 16));
            offsets.push_back(out.size());
            out.insert(out.end(), s.contents.begin(), s.contents.end());
        }
        out.resize(align_up<std::size_t>(out.size(), 16));
        const std::uint64_t table = out.size();
        for (std::size_t i = 0; i < sections_.size(); ++i) {
            const section_image& s = sections_[i];
            number(out, name_at[i], 4);
            number(out, s.type, 4);
            word(out, s.flags);
            word(out, s.address);
            word(out, s.type == elf::null_section ? 0 : offsets[i]);
            word(out, s.type == elf::nobits ? s.size : s.contents.size());
            number(out, s.link, 4);
            number(out, s.info, 4);
            word(out, s.type == elf::null_section ? 0 : 1);
            word(out, s.entry_size);
        }
        const octets head = header(table);
        std::copy(head.begin(), head.end(), out.begin());
        return out;
    }

    octets header(std::uint64_t table) const {
        const elf::object_file& first = program_.objects.front().elf;
        octets out{0x7f, 'E', 'L', 'F', static_cast<std::uint8_t>(wide_ ? 2 : 1), 1, 1};
        out.resize(16);
        number(out, elf::executable, 2);
        number(out, first.machine, 2);
        number(out, 1, 4);
        word(out, 0);
        word(out, 0);
        word(out, table);
        number(out, first.flags, 4);
        number(out, wide_ ? 64 : 52, 2);
        number(out, 0, 2), number(out, 0, 2);  // no program headers
        number(out, wide_ ? 64 : 40, 2);
        number(out, sections_.size(), 2);
        number(out, sections_.size() - 1, 2);
        return out;
    }

    const program& program_;
    const machine& target_;
    bool wide_;
    std::deque<section_image> sections_;
    std::array<std::size_t, section_count> index_{};
    std::uint64_t end_ = 0;
    std::map<const object*, std::vector<std::uint64_t>> starts_;
};

}  // namespace

octets debug_file(const program& linked, const machine& target, const container& module) {
    return writer(linked, target, module).run();
}

}  // namespace natload::linker
