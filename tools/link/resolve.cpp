// SPDX-License-Identifier: MIT
#include "resolve.hpp"

#include "architecture.hpp"
#include "archive.hpp"
#include "read_object.hpp"

namespace natload::linker {
namespace {

constexpr std::string_view name_prefix = "MP_QSTR_";

constexpr std::pair<std::string_view, std::uint64_t> host_functions[] = {
    {"memset", memset_entry}, {"memcpy", memmove_entry}, {"memmove", memmove_entry}};

/// The members of all archives, by the symbols that they define.
class library {
public:
    explicit library(const std::vector<input>& archives) {
        for (const input& archive : archives) {
            for (const archive_member& each : read_archive(archive.name, archive.contents)) {
                if (elf::is_elf(each.contents)) add(elf::read(each.name, each.contents));
            }
        }
    }

    /// The member that defines a symbol, once.
    elf::object_file* take(const std::string& symbol) {
        const auto found = definers_.find(symbol);
        if (found == definers_.end() || members_[found->second].taken) return nullptr;
        members_[found->second].taken = true;
        return &members_[found->second].file;
    }

private:
    struct member {
        elf::object_file file;
        bool taken = false;
    };

    void add(elf::object_file file) {
        for (const elf::symbol& s : file.symbols) {
            if (s.binding != elf::local && s.section != elf::undefined) definers_.emplace(s.name, members_.size());
        }
        members_.push_back({std::move(file)});
    }

    std::vector<member> members_;
    std::map<std::string, std::size_t, std::less<>> definers_;
};

void define(symbol& s, symbol::kind_type kind, std::uint64_t value = 0) {
    if (s.kind != symbol::undefined) return;
    s.kind = kind;
    s.value = value;
}

void define_externals(program& p, const options& how) {
    for (const auto& [name, what] : how.externals) {
        define(global(p, name), what.kind == external::absolute ? symbol::absolute : symbol::host_entry, what.value);
    }
}

/// The names of symbols MP_QSTR_name follow those that the objects number. Their values are offsets in the table of
/// names, whose entries have 2 bytes; the module's own name is the first.
void define_names(program& p) {
    for (const auto& [name, s] : p.globals) {
        if (!name.starts_with(name_prefix) || s->kind != symbol::undefined) continue;
        const std::string text = name.substr(name_prefix.size());
        std::size_t number = 0;
        while (number < p.names.size() && p.names[number] != text) ++number;
        if (number == p.names.size()) p.names.push_back(text);
        define(*s, symbol::table_of_names, 2 * (number + 1));
    }
}

}  // namespace

program resolve(const options& how, isa architecture, const machine& target, std::vector<elf::object_file> objects,
                const std::vector<input>& archives) {
    program p;
    for (elf::object_file& file : objects) read_object(p, target, std::move(file));
    define_externals(p, how);
    define(global(p, "mp_fun_table"), symbol::table_of_host);
    define(global(p, "mp_native_qstr_table"), symbol::table_of_names);
    define(global(p, "_GLOBAL_OFFSET_TABLE_"), symbol::table_of_got);
    for (const auto& [name, entry] : host_functions) define(global(p, name), symbol::host_entry, entry);
    global(p, how.entry).weak = false;

    library all(archives);
    for (bool again = true; again;) {
        again = false;
        std::vector<std::string> missing;
        for (const auto& [name, s] : p.globals) {
            if (s->kind == symbol::undefined && !s->weak) missing.push_back(name);
        }
        for (const std::string& name : missing) {
            elf::object_file* const member = all.take(name);
            if (member == nullptr) continue;
            expect_family(*member, architecture);
            read_object(p, target, std::move(*member));
            again = true;
        }
    }
    define_names(p);
    return p;
}

}  // namespace natload::linker
