// SPDX-License-Identifier: MIT
#include "elf.hpp"

#include <bit>
#include <optional>

#include "complaint.hpp"

namespace natload::linker::elf {
namespace {

constexpr std::uint8_t magic[] = {0x7f, 'E', 'L', 'F'};

/// Little-endian numbers from a record that is known to be long enough.
class record {
public:
    record(bytes data, bool wide) : at_(data.data()), wide_(wide) {}

    std::uint8_t u8() { return number<std::uint8_t>(); }
    std::uint16_t u16() { return number<std::uint16_t>(); }
    std::uint32_t u32() { return number<std::uint32_t>(); }
    std::uint64_t u64() { return number<std::uint64_t>(); }
    /// An address or a size: as wide as the file's class.
    std::uint64_t word() { return wide_ ? u64() : u32(); }

private:
    template <class T>
    T number() {
        const T value = load_unaligned<T, std::endian::little>(at_);
        at_ += sizeof(T);
        return value;
    }

    const std::uint8_t* at_;
    bool wide_;
};

class reader {
public:
    reader(std::string name, bytes image) : image_(image) { out_.name = std::move(name); }

    object_file run() {
        read_header();
        read_sections();
        read_symbols();
        for (std::uint32_t i = 0; i < out_.sections.size(); ++i) {
            const section_header& s = out_.sections[i];
            if (s.type == rel || s.type == rela) read_relocations(s);
            if (s.type == group) read_group(s);
        }
        return std::move(out_);
    }

private:
    [[noreturn]] void refuse(std::string problem, std::string_view section = {}, std::string_view symbol = {}) const {
        throw complaint(std::move(problem)).in_object(out_.name).in_section(section).about(symbol);
    }

    /// The one way to a part of the image.
    bytes part(std::uint64_t offset, std::uint64_t size, const char* what) const {
        if (offset > image_.size() || size > image_.size() - offset) {
            refuse(fmt::format("{} lies outside the file", what));
        }
        return {image_.data() + offset, static_cast<std::size_t>(size)};
    }

    void read_header() {
        record h(part(0, 20, "the ELF header"), false);
        for (const std::uint8_t byte : magic) {
            if (h.u8() != byte) refuse("not an ELF file");
        }
        const unsigned width = h.u8();
        if (width != 1 && width != 2) refuse("the ELF class is neither 32 nor 64 bits");
        out_.wide = width == 2;
        if (h.u8() != 1) refuse("big-endian, which no architecture of the format is");
        if (h.u8() != 1) refuse("another version of ELF");

        record full(part(0, out_.wide ? 64 : 52, "the ELF header"), out_.wide);
        full.u64(), full.u64();
        out_.type = static_cast<file_type>(full.u16());
        if (out_.type != relocatable && out_.type != executable && out_.type != shared) {
            refuse(fmt::format("ELF file of type {}, not a relocatable object", std::uint16_t{out_.type}));
        }
        out_.machine = full.u16();
        full.u32();   // version
        full.word();  // entry
        full.word();  // program headers
        sections_at_ = full.word();
        out_.flags = full.u32();
        full.u32(), full.u16();  // sizes of headers
        if (full.u16() != section_header_size() && sections_at_ != 0) refuse("section headers of an unknown size");
        n_sections_ = full.u16();
        names_index_ = full.u16();
    }

    std::uint64_t section_header_size() const { return out_.wide ? 64 : 40; }

    section_header read_section_header(bytes data, std::uint32_t& name_offset, std::uint64_t& offset) const {
        record r(data, out_.wide);
        section_header s;
        name_offset = r.u32();
        s.type = r.u32();
        s.flags = r.word();
        s.address = r.word();
        offset = r.word();
        s.size = r.word();
        s.link = r.u32();
        s.info = r.u32();
        s.alignment = r.word();
        s.entry_size = r.word();
        if (s.alignment == 0) s.alignment = 1;
        return s;
    }

    void read_sections() {
        if (sections_at_ == 0) refuse("no section headers");
        std::uint32_t name_offset = 0;
        std::uint64_t offset = 0;
        // Counts that do not fit the header are in the first section's (System V ABI, chapter 4).
        const section_header first =
            read_section_header(part(sections_at_, section_header_size(), "the section table"), name_offset, offset);
        const std::uint64_t count = n_sections_ != 0 ? n_sections_ : first.size;
        const std::uint32_t names_index = names_index_ == elsewhere ? first.link : names_index_;
        if (count > image_.size() / section_header_size()) refuse("the section table lies outside the file");
        const bytes table = part(sections_at_, count * section_header_size(), "the section table");

        std::vector<std::uint32_t> name_offsets;
        for (std::size_t i = 0; i < count; ++i) {
            section_header s = read_section_header(
                {table.data() + i * section_header_size(), static_cast<std::size_t>(section_header_size())},
                name_offset, offset);
            if (s.type == null_section) s = section_header{};  // whatever its other fields say
            if (s.type != nobits && s.type != null_section) {
                s.contents = part(offset, s.size, "the contents of a section");
            }
            if (!std::has_single_bit(s.alignment)) refuse("the alignment of a section is not a power of two");
            name_offsets.push_back(name_offset);
            out_.sections.push_back(s);
        }
        if (names_index >= count) refuse("the table of section names is no section");
        for (std::size_t i = 0; i < count; ++i) {
            out_.sections[i].name = text(out_.sections[names_index], name_offsets[i], "the name of a section");
        }
    }

    std::string_view text(const section_header& strings, std::uint64_t offset, const char* what) const {
        const bytes data = strings.contents;
        if (strings.type != string_table) refuse(fmt::format("{} is not in a string table", what));
        if (offset >= data.size()) refuse(fmt::format("{} lies outside its string table", what));
        const std::string_view rest(reinterpret_cast<const char*>(data.data()) + offset, data.size() - offset);
        const std::size_t end = rest.find('\0');
        if (end == rest.npos) refuse(fmt::format("{} does not end", what));
        return rest.substr(0, end);
    }

    const section_header& linked(const section_header& s) const {
        if (s.link >= out_.sections.size()) refuse("refers to a section that is not there", s.name);
        return out_.sections[s.link];
    }

    /// The records of a section, all of one size.
    std::size_t records(const section_header& s, std::size_t size) const {
        if (s.entry_size != size || s.contents.size() % size != 0) refuse("a table of records of an odd size", s.name);
        return s.contents.size() / size;
    }

    void read_symbols() {
        const section_header* table = nullptr;
        const section_header* indices = nullptr;
        for (const section_header& s : out_.sections) {
            if (s.type == symbol_section_indices) indices = &s;
            if (s.type != symbol_table) continue;
            if (table != nullptr) refuse("two symbol tables", s.name);
            table = &s;
        }
        if (table == nullptr) return;
        symbols_ = table;
        const std::size_t size = out_.wide ? 24 : 16;
        const std::size_t count = records(*table, size);
        for (std::size_t i = 0; i < count; ++i) {
            record r({table->contents.data() + i * size, size}, out_.wide);
            out_.symbols.push_back(read_symbol(r, *table, indices, i));
        }
    }

    symbol read_symbol(record& r, const section_header& table, const section_header* indices, std::size_t i) const {
        symbol s;
        const std::uint32_t name = r.u32();
        if (!out_.wide) {
            s.value = r.u32();
            s.size = r.u32();
        }
        const unsigned info = r.u8();
        s.visibility = r.u8() & 3;
        s.section = r.u16();
        if (out_.wide) {
            s.value = r.u64();
            s.size = r.u64();
        }
        s.type = static_cast<symbol_type>(info & 15);
        s.binding = static_cast<elf::binding>(info >> 4);
        s.name = text(linked(table), name, "the name of a symbol");
        if (s.section == elsewhere) {
            if (indices == nullptr || indices->contents.size() / 4 <= i) refuse("no section index", table.name, s.name);
            s.section = load_unaligned<std::uint32_t, std::endian::little>(indices->contents.data() + 4 * i);
            if (s.section >= out_.sections.size()) refuse("in a section that is not there", table.name, s.name);
        } else if (s.section >= first_reserved) {
            if (s.section != absolute && s.section != common) refuse("in a reserved section", table.name, s.name);
        } else if (s.section >= out_.sections.size()) {
            refuse("in a section that is not there", table.name, s.name);
        }
        if (s.section < out_.sections.size()) {
            const section_header& in = out_.sections[s.section];
            if (s.type == section) s.name = in.name;
            // It may be at the end; bit 0 may tell of Thumb; an executable's values are addresses.
            const std::uint64_t offset = out_.machine == machine_arm ? s.value & ~std::uint64_t{1} : s.value;
            if (out_.type == relocatable && s.section != undefined && offset > in.size) {
                refuse("lies outside its section", in.name, s.name);
            }
        } else if (s.type == section) {
            refuse("a section symbol without a section", table.name, s.name);
        }
        return s;
    }

    void read_relocations(const section_header& s) {
        if (out_.type != relocatable) return;  // an executable's are for a dynamic linker
        relocation_table table;
        table.explicit_addends = s.type == rela;
        table.target = s.info;
        if (s.info >= out_.sections.size() || s.info == 0) refuse("relocates a section that is not there", s.name);
        if (&linked(s) != symbols_) refuse("relocations without the symbol table", s.name);
        const std::size_t size = (out_.wide ? 16u : 8u) + (table.explicit_addends ? (out_.wide ? 8u : 4u) : 0u);
        const std::size_t count = records(s, size);
        table.entries.reserve(count);
        for (std::size_t i = 0; i < count; ++i) {
            record r({s.contents.data() + i * size, size}, out_.wide);
            relocation rel;
            rel.offset = r.word();
            const std::uint64_t info = r.word();
            rel.type = static_cast<std::uint32_t>(out_.wide ? info & 0xffffffff : info & 0xff);
            rel.symbol = static_cast<std::uint32_t>(info >> (out_.wide ? 32 : 8));
            if (table.explicit_addends) {
                rel.addend = out_.wide ? static_cast<std::int64_t>(r.u64()) : static_cast<std::int32_t>(r.u32());
            }
            const section_header& target = out_.sections[table.target];
            if (rel.offset > target.size) refuse("a relocation lies outside its section", target.name);
            if (rel.symbol >= out_.symbols.size()) {
                refuse("a relocation names a symbol that is not there", target.name);
            }
            table.entries.push_back(rel);
        }
        out_.relocations.push_back(std::move(table));
    }

    void read_group(const section_header& s) {
        const std::size_t count = records(s, 4);
        if (count == 0) refuse("a group without flags", s.name);
        if (&linked(s) != symbols_ || s.info >= out_.symbols.size()) refuse("a group without a signature", s.name);
        record r(s.contents, false);
        section_group g;
        g.signature = out_.symbols[s.info].name;
        g.comdat = (r.u32() & comdat) != 0;
        for (std::size_t i = 1; i < count; ++i) {
            const std::uint32_t member = r.u32();
            if (member >= out_.sections.size()) refuse("a group of a section that is not there", s.name);
            g.members.push_back(member);
        }
        out_.groups.push_back(std::move(g));
    }

    bytes image_;
    object_file out_;
    std::uint64_t sections_at_ = 0;
    std::uint32_t n_sections_ = 0;
    std::uint32_t names_index_ = 0;
    const section_header* symbols_ = nullptr;
};

}  // namespace

bool is_elf(bytes image) {
    if (image.size() < sizeof magic) return false;
    for (std::size_t i = 0; i < sizeof magic; ++i) {
        if (image[i] != magic[i]) return false;
    }
    return true;
}

object_file read(std::string name, bytes image) { return reader(std::move(name), image).run(); }

}  // namespace natload::linker::elf
