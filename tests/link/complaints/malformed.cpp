// SPDX-License-Identifier: MIT
// Every fault that an ELF file or an archive may have: an object with one number changed, and what is said of it.
#include <string_view>

#include "assembled.hpp"
#include "link/elf.hpp"

using namespace natload;
using namespace natload::testing;

namespace {

struct number_at {
    std::size_t field;
    std::uint64_t value;
    unsigned size;
};

/// An object of 64 bits, whose numbers can be changed where they lie (System V ABI, chapter 4).
class object {
public:
    explicit object(octets image) : image_(std::move(image)), elf_(linker::elf::read("good", image_)) {}

    octets header(std::size_t at, std::uint64_t value, unsigned size) const { return changed(at, value, size); }
    octets section(std::string_view name, std::size_t field, std::uint64_t value, unsigned size) const {
        return changed(number(0x28, 8) + 64 * index(name) + field, value, size);
    }
    octets section(std::string_view name, std::initializer_list<number_at> fields) const {
        object other = *this;
        for (const number_at& f : fields) other.image_ = other.section(name, f.field, f.value, f.size);
        return other.image_;
    }
    octets in_section(std::string_view name, std::size_t at, std::uint64_t value, unsigned size) const {
        return changed(start(name) + at, value, size);
    }
    octets symbol(std::string_view name, std::size_t field, std::uint64_t value, unsigned size) const {
        std::size_t i = 1;
        while (elf_.symbols.at(i).name != name) ++i;
        return in_section(".symtab", 24 * i + field, value, size);
    }
    std::size_t index(std::string_view name) const {
        std::size_t i = 0;
        while (elf_.sections.at(i).name != name) ++i;
        return i;
    }
    std::size_t size(std::string_view name) const { return elf_.sections[index(name)].size; }
    std::size_t file_size() const { return image_.size(); }

private:
    std::size_t start(std::string_view name) const {
        return static_cast<std::size_t>(elf_.sections[index(name)].contents.data() - image_.data());
    }
    std::size_t number(std::size_t at, unsigned size) const {
        std::size_t value = 0;
        for (unsigned i = 0; i < size; ++i) value |= std::size_t{image_[at + i]} << (8 * i);
        return value;
    }
    octets changed(std::size_t at, std::uint64_t value, unsigned size) const {
        octets image = image_;
        for (unsigned i = 0; i < size; ++i) image.at(at + i) = static_cast<std::uint8_t>(value >> (8 * i));
        return image;
    }

    octets image_;
    linker::elf::object_file elf_;
};

object sample() {
    return object(assembled("good.o", entry +
                                          "call helper\n ret\n.section .text.helper,\"axG\",@progbits,helper,comdat\n"
                                          ".weak helper\nhelper: ret\n.comm shared, 16, 8\n"
                                          ".data\n.balign 8\n.globl cell\ncell: .quad mpy_init"));
}

std::string said_of(const octets& image) { return complaint_about({{"bad.o", image}}); }

}  // namespace

TEST_CASE("headers of files") {
    const object good = sample();
    CHECK(said_of(good.header(4, 3, 1)) == "bad.o: the ELF class is neither 32 nor 64 bits");
    CHECK(said_of(good.header(5, 2, 1)) == "bad.o: big-endian, which no architecture of the format is");
    CHECK(said_of(good.header(6, 2, 1)) == "bad.o: another version of ELF");
    CHECK(said_of(good.header(0x10, 4, 2)) == "bad.o: ELF file of type 4, not a relocatable object");
    CHECK(said_of(good.header(0x10, 2, 2)) ==
          "bad.o: a program or shared library, not an object; give the objects (.o) that it was made from");
    CHECK(said_of(good.header(0x12, 8, 2)) == "bad.o: for a machine (ELF number 8) that the format does not have");
    CHECK(said_of(good.header(0x28, 0, 8)) == "bad.o: no section headers");
    CHECK(said_of(good.header(0x28, good.file_size() - 70, 8)) == "bad.o: the section table lies outside the file");
    CHECK(said_of(good.header(0x3a, 1, 2)) == "bad.o: section headers of an unknown size");
    CHECK(said_of(good.header(0x3c, 0xf000, 2)) == "bad.o: the section table lies outside the file");
    CHECK(said_of(good.header(0x3e, 0x7f, 2)) == "bad.o: the table of section names is no section");
    CHECK(said_of(good.header(0x3e, good.index(".text"), 2)) ==
          "bad.o: the name of a section is not in a string table");
}

TEST_CASE("sections") {
    const object good = sample();
    CHECK(said_of(good.section(".text", 0, 0xffff, 4)) == "bad.o: the name of a section lies outside its string table");
    CHECK(said_of(good.in_section(".shstrtab", good.size(".shstrtab") - 1, 'x', 1)) ==
          "bad.o: the name of a section does not end");
    CHECK(said_of(good.section(".text", 24, 1 << 20, 8)) == "bad.o: the contents of a section lies outside the file");
    CHECK(said_of(good.section(".text", 48, 3, 8)) == "bad.o: the alignment of a section is not a power of two");
    CHECK(said_of(good.section(".text", 8, 0x806, 8)) == "bad.o(.text): a compressed section");
    CHECK(said_of(good.section(".text", 4, 8, 4)) == "bad.o(.text): code or constants without bytes");
    CHECK(said_of(good.section(".bss", 32, 0x10000000, 8)) == "bad.o(.bss): larger than a module can be");
    CHECK(said_of(good.section(".data", 4, 8, 4)) ==
          "bad.o(.data): R_X86_64_64: relocations in a section without contents");
    CHECK(said_of(good.section(".group", 32, 0, 8)) == "bad.o(.group): a group without flags");
    CHECK(said_of(good.section(".group", 44, 999, 4)) == "bad.o(.group): a group without a signature");
    CHECK(said_of(good.in_section(".group", 4, 999, 4)) == "bad.o(.group): a group of a section that is not there");
    CHECK(complaint_about(entry + "leaq t(%rip), %rax\n.section .rodata.str1.1,\"aMS\",@progbits,1\nt: .ascii \"x\"") ==
          "a.o(.rodata.str1.1): a string that does not end");
}

TEST_CASE("tables of symbols") {
    const object good = sample();
    CHECK(said_of(good.section(".symtab", 40, 99, 4)) == "bad.o(.symtab): refers to a section that is not there");
    CHECK(said_of(good.section(".symtab", 56, 23, 8)) == "bad.o(.symtab): a table of records of an odd size");
    CHECK(said_of(good.section(".strtab", 4, 2, 4)) == "bad.o(.strtab): two symbol tables");
    CHECK(said_of(good.symbol("cell", 0, 0xffff, 4)) == "bad.o: the name of a symbol lies outside its string table");
    CHECK(said_of(good.symbol("cell", 6, 0xffff, 2)) == "bad.o(.symtab): 'cell': no section index");
    CHECK(said_of(good.symbol("cell", 6, 0x60, 2)) == "bad.o(.symtab): 'cell': in a section that is not there");
    CHECK(said_of(good.symbol("cell", 6, 0xff05, 2)) == "bad.o(.symtab): 'cell': in a reserved section");
    const object of_section(good.symbol("cell", 4, 0x13, 1));
    CHECK(said_of(of_section.symbol(".data", 6, 0xfff1, 2)) ==
          "bad.o(.symtab): 'cell': a section symbol without a section");
    CHECK(said_of(good.symbol("cell", 8, 99, 8)) == "bad.o(.data): 'cell': lies outside its section");
    CHECK(said_of(good.symbol("shared", 8, 3, 8)) ==
          "bad.o: 'shared': a size or an alignment that a variable can't have");
}

TEST_CASE("tables of relocations") {
    const object good = sample();
    CHECK(said_of(good.section(".rela.text", 44, 0, 4)) == "bad.o(.rela.text): relocates a section that is not there");
    CHECK(said_of(good.section(".rela.text", 40, 0, 4)) == "bad.o(.rela.text): relocations without the symbol table");
    CHECK(said_of(good.in_section(".rela.text", 0, 99, 8)) == "bad.o(.text): a relocation lies outside its section");
    CHECK(said_of(good.in_section(".rela.text", 12, 999, 4)) ==
          "bad.o(.text): a relocation names a symbol that is not there");
    CHECK(said_of(good.section(".rela.text", {{4, 9, 4}, {32, 16, 8}, {56, 16, 8}})) ==
          "bad.o(.text): relocations of the other kind (Rel, Rela) than its machine has");
    CHECK(complaint_about(entry + "ret\n.reloc .-1, R_X86_64_64, mpy_init") ==
          "a.o(.text): R_X86_64_64 against 'mpy_init': reaches past the end of its section");
}

TEST_CASE("archives that are malformed") {
    const octets good = assembled("good.o", entry + "ret");
    assembled("a_name_longer_than_fifteen.o", ".text\n.globl far\nfar: ret");
    run("cd '" NATLOAD_SCRATCH "' && rm -f bad.a && '" NATLOAD_AR "' rcS bad.a a_name_longer_than_fifteen.o");
    const octets archive = read_back(scratch("bad.a"));
    const auto changed = [&](std::size_t at, const char* text) {
        octets image = archive;
        for (; *text != 0; ++text) image[at++] = static_cast<std::uint8_t>(*text);
        return complaint_about({{"good.o", good}, {"bad.a", image}});
    };
    // "!<arch>\n"; the table of names and its header; a member's header with its name's offset and its size.
    const std::size_t table = 8, member = 8 + 60 + 30;
    REQUIRE(std::string_view(reinterpret_cast<const char*>(archive.data()) + member, 2) == "/0");
    CHECK(changed(table + 48, "x") == "bad.a: a number in the header of a member");
    CHECK(changed(table + 58, "xx") == "bad.a: the header of a member does not end as it must");
    CHECK(changed(member, "/99") == "bad.a: the name of a member lies outside the table of names");
    CHECK(changed(member, "#1/9999999") == "bad.a: the name of a member lies outside it");
    CHECK(complaint_about({{"good.o", good}, {"bad.a", {archive.begin(), archive.begin() + 30}}}) ==
          "bad.a: the header of a member lies outside the archive");
}
