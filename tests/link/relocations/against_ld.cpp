// SPDX-License-Identifier: MIT
// Our relocation types against binutils' ld: the same objects, at the addresses that ld gave them.
#include <doctest/doctest.h>

#include <natload/link.hpp>

#include <algorithm>
#include <fstream>
#include <initializer_list>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "link/complaint.hpp"
#include "link/elf.hpp"

namespace {

using namespace natload;
using linker::elf::object_file;

struct image {
    std::vector<std::uint8_t> data;
    object_file elf;

    explicit image(const std::string& name) {
        std::ifstream in(std::string(NATLOAD_OBJECTS "/") + name, std::ios::binary);
        REQUIRE_MESSAGE(in.good(), name);
        data.assign(std::istreambuf_iterator<char>(in), {});
        elf = linker::elf::read(name, data);
    }

    const linker::elf::section_header* section(std::string_view name) const {
        const auto found =
            std::find_if(elf.sections.begin(), elf.sections.end(), [&](const auto& s) { return s.name == name; });
        return found == elf.sections.end() ? nullptr : &*found;
    }
};

template <class Family>
class relinked {
    using word = typename Family::word;

public:
    relinked(const image& object, const image& linked) : object_(object), linked_(linked) {}

    /// Applies every relocation and compares with what ld wrote. Returns the types it met.
    std::set<std::uint32_t> run() {
        std::set<std::uint32_t> met;
        for (const auto& table : object_.elf.relocations) {
            const auto& section = object_.elf.sections[table.target];
            const auto* const expected = linked_.section(section.name);
            if ((section.flags & linker::elf::alloc) == 0) continue;
            REQUIRE(expected != nullptr);
            std::vector<std::uint8_t> ours(section.contents.begin(), section.contents.end());
            for (const auto& r : table.entries) {
                met.insert(r.type);
                apply(r, table, ours);
            }
            const std::vector<std::uint8_t> theirs(expected->contents.begin(), expected->contents.end());
            REQUIRE(ours.size() <= theirs.size());
            for (std::size_t i = 0; i < ours.size(); ++i) {
                CHECK_MESSAGE(ours[i] == theirs[i], linked_.elf.name, section.name, " at ", i);
            }
        }
        return met;
    }

private:
    std::uint64_t address_of(const linker::elf::symbol& s) const {
        if (s.name == "_GLOBAL_OFFSET_TABLE_") return got();
        if (s.section == linker::elf::absolute) return s.value;
        REQUIRE_MESSAGE(s.section != linker::elf::undefined, s.name);
        return linked_.section(object_.elf.sections[s.section].name)->address + s.value;
    }

    std::uint64_t got() const {
        for (const auto& s : linked_.elf.symbols) {
            if (s.name == "_GLOBAL_OFFSET_TABLE_") return s.value;
        }
        const auto* const table = linked_.section(".got");
        return table == nullptr ? 0 : table->address;
    }

    /// The slot that ld made for an address.
    std::uint64_t slot_of(std::uint64_t address) const {
        for (const char* const name : {".got", ".got.plt"}) {
            const auto* const table = linked_.section(name);
            if (table == nullptr) continue;
            for (std::size_t i = 0; i + sizeof(word) <= table->contents.size(); i += sizeof(word)) {
                if (link::get<word>(table->contents.data() + i) == static_cast<word>(address))
                    return table->address + i;
            }
        }
        FAIL("no slot for an address");
        return 0;
    }

    std::int64_t value_of(const linker::elf::relocation& r, const linker::elf::relocation_table& table,
                          const std::vector<std::uint8_t>& place) const {
        const auto* const type = link::find<Family>(r.type);
        const auto& section = object_.elf.sections[table.target];
        link::operands o;
        o.symbol = address_of(object_.elf.symbols[r.symbol]);
        o.addend = r.addend;
        if constexpr (!Family::explicit_addends) o.addend = Family::addend(type->field, place.data() + r.offset);
        o.place = linked_.section(section.name)->address + r.offset;
        o.got = got();
        if (link::uses_slot(type->computes)) o.slot = slot_of(o.symbol);
        if (type->computes != link::formula::low_of_pair) return link::value<word>(type->computes, o);

        for (const auto& high : table.entries) {
            const auto* const high_type = link::find<Family>(high.type);
            if (high.offset == object_.elf.symbols[r.symbol].value && high_type->size != 0) {
                return value_of(high, table, place);
            }
        }
        FAIL("no high part");
        return 0;
    }

    void apply(const linker::elf::relocation& r, const linker::elf::relocation_table& table,
               std::vector<std::uint8_t>& bytes) const {
        const auto* const type = link::find<Family>(r.type);
        REQUIRE_MESSAGE(type != nullptr, r.type);
        if (type->computes == link::formula::nothing) return;
        CAPTURE(std::string(type->name));
        CAPTURE(r.offset);
        const std::uint64_t place = linked_.section(object_.elf.sections[table.target].name)->address + r.offset;
        const link::target to{bytes.data() + r.offset, bytes.size() - static_cast<std::size_t>(r.offset), place};
        CHECK((link::apply<Family>(*type, to, value_of(r, table, bytes)) == link::outcome::done));
    }

    const image& object_;
    const image& linked_;
};

/// `beyond_ld` are the types that this binutils does not know.
template <class Family>
void compare(const std::string& name, std::initializer_list<std::uint32_t> beyond_ld = {}) {
    const image object(name + ".o");
    std::set<std::uint32_t> met;
    for (const char* const place : {".0", ".1"}) met = relinked<Family>(object, image(name + place)).run();
    for (const auto& type : Family::types) {
        if (type.number == 0 || std::count(beyond_ld.begin(), beyond_ld.end(), type.number) != 0) continue;
        CHECK_MESSAGE(met.count(type.number) == 1, std::string(type.name), " is not in the source");
    }
}

}  // namespace

TEST_CASE("x86 as ld has it") { compare<link::x86_relocations>("x86"); }
TEST_CASE("x64 as ld has it") { compare<link::x64_relocations>("x64"); }
TEST_CASE("ARM and Thumb as ld has them") { compare<link::arm_relocations>("arm"); }
TEST_CASE("AArch64 as ld has it") { compare<link::aarch64_relocations>("aarch64"); }
TEST_CASE("Xtensa as ld has it") { compare<link::xtensa_relocations>("xtensa", {12}); }

// ALIGN is the linker's, R_RISCV_64 and the pairs of ADD64 are not in both classes, ULEB128 and PLT32 came later.
TEST_CASE("RV32 as ld has it") { compare<link::riscv_relocations<std::uint32_t>>("rv32", {2, 43, 59, 60, 61}); }
TEST_CASE("RV64 as ld has it") { compare<link::riscv_relocations<std::uint64_t>>("rv64", {43, 59, 60, 61}); }
