// SPDX-License-Identifier: MIT
#include "assembled.hpp"

using namespace natload;
using namespace natload::testing;

TEST_CASE("what is well is linked") {
    CHECK(complaint_about(entry + "ret") == "");
    CHECK(complaint_about(entry + "call memset\n ret") == "");
}

TEST_CASE("AArch64 gets the number that is asked for") {
    linker::options how;
    how.aarch64 = isa{15};
    const auto linked = link_files({{"a.o", assembled("a.o", entry + "ret", "", NATLOAD_AS_AARCH64)}}, how);
    REQUIRE(linked.index() == 0);
    CHECK(std::get<0>(linked).architecture == isa{15});
    CHECK(std::get<0>(linked).image[2] == (15 << 2 | 3));
}

TEST_CASE("symbols") {
    CHECK(complaint_about(".text\nnop") ==
          "'mpy_init': no object defines the entry; define it (not static), or name another by --entry");
    CHECK(complaint_about(".data\n.globl mpy_init\nmpy_init: .long 0") ==
          "'mpy_init': the entry is not a function; define it (not static), or name another by --entry");
    CHECK(complaint_about(entry + "call missing") ==
          "a.o(.text): R_X86_64_PLT32 against 'missing': nothing defines it; add the object or library (-l) that "
          "defines it, or name it in --externs");
    const octets one = assembled("one.o", entry + "ret\n.globl twice\ntwice: ret");
    const octets two = assembled("two.o", ".text\n.globl twice\ntwice: ret");
    CHECK(complaint_about({{"one.o", one}, {"two.o", two}}) ==
          "two.o: 'twice': defined in one.o too; make one of them static or weak");
    CHECK(complaint_about(entry + "movl %fs:cell@tpoff, %eax\n.section .tbss,\"awT\",@nobits\ncell: .long 0") ==
          "a.o(.text): 'cell': thread-local storage, which a module does not have; make it an ordinary variable");
    CHECK(complaint_about(entry + "ret\n.section .text.dropped,\"ax\"\nmovl %fs:cell@tpoff, %eax\n"
                                  ".section .tbss,\"awT\",@nobits\ncell: .long 0") == "");
    CHECK(complaint_about(entry + ".reloc ., R_X86_64_SIZE32, cell\n.long 0\n.bss\ncell: .long 0\n.size cell, 4") ==
          "a.o(.text): 'cell': relocation type 32 is not supported");
    CHECK(complaint_about(entry + "jmp chosen\n.type chosen, @gnu_indirect_function\n.globl chosen\nchosen: ret") ==
          "a.o: 'chosen': a function that is chosen at run time (STT_GNU_IFUNC)");
}

TEST_CASE("symbols that objects can't have") {
    CHECK(complaint_about(entry + "ret\n.globl far\n.set far, mpy_init + 100") ==
          "a.o(.text): 'far': lies outside its section");
}

TEST_CASE("addresses that a module can't have") {
    CHECK(
        complaint_about(entry + "movl cell(%rip), %eax\n.bss\ncell: .long 0") ==
        "a.o(.text): R_X86_64_PC32 against '.bss': code reaches a variable relative to itself, but the two are loaded "
        "apart; make it external (not static) and compile with -fpic, so that its address comes from a table; or link "
        "with --variables-in-code, for hosts that take it");
    CHECK(complaint_about(entry + "movl $mpy_init, %eax") ==
          "a.o(.text): R_X86_64_32 against 'mpy_init': an absolute address inside an instruction or a narrow number, "
          "which a module can't relocate; compile with -fpic");
    CHECK(complaint_about(entry + "nop\nmovabsq $mpy_init, %rax") ==
          "a.o(.text): R_X86_64_64 against 'mpy_init': an address in a place that is not aligned, which a module can't "
          "relocate; compile with -fpic");
    CHECK(complaint_about(entry +
                          "leaq table(%rip), %rax\n.section .rodata\n.balign 8\n.byte 1\ntable: .quad mpy_init") ==
          "a.o(.rodata): R_X86_64_64 against 'mpy_init': an address in a place that is not aligned, which a module "
          "can't relocate; align the data that holds it");
    CHECK(
        complaint_about(entry + "leaq mp_fun_table(%rip), %rax") ==
        "a.o(.text): R_X86_64_PC32 against 'mp_fun_table': code reaches the host's function table relative to itself, "
        "but the two are loaded apart");
    CHECK(
        complaint_about(entry + ".reloc ., R_X86_64_PC8, far\n.byte 0\n.fill 300\nfar: ret") ==
        "a.o(.text): R_X86_64_PC8 against 'far': 301 is out of its range; make the module smaller, or let the compiler "
        "use longer jumps");
}

TEST_CASE("inputs that do not go together") {
    CHECK(complaint_about(std::vector<named_file>{}) == "no object to link");
    CHECK(complaint_about({{"a.txt", {'h', 'e', 'l', 'l', 'o'}}}) == "a.txt: the ELF header lies outside the file");
    CHECK(complaint_about({{"a.txt", octets(100, 'x')}}) == "a.txt: not an ELF file");
    const octets wide = assembled("wide.o", entry + "ret"), narrow = assembled("narrow.o", "nop", "--32");
    CHECK(complaint_about({{"wide.o", wide}, {"narrow.o", narrow}}) == "narrow.o: is for x86, not for x64");
    linker::options how;
    how.architecture = isa::rv32imc;
    CHECK(complaint_about({{"wide.o", wide}}, how) == "wide.o: is for x64, not for rv32imc");
    CHECK(complaint_about(entry + "leaq t(%rip), %rax\n.section .natload.names,\"a\"\n.ascii \"x\"\n.section "
                                  ".rodata\nt: .byte 0") == "a.o(.natload.names): a name that does not end");
    const octets more = assembled("more.o", ".section .natload.names,\"a\"\n.asciz \"b\"");
    const octets names = assembled("names.o", entry + "ret\n.section .natload.names,\"a\"\n.asciz \"a\"");
    CHECK(complaint_about({{"names.o", names}, {"more.o", more}}) ==
          "more.o(.natload.names): numbers other names than another object does; make one header of the names of all "
          "sources: natload names SOURCE... -o HEADER");
}

TEST_CASE("what is made passes verification, or is not made") {
    linker::options how;
    how.module_name = "\xff.mpy";
    CHECK(complaint_about(entry + "ret", how) ==
          "the module made of this is refused: text that is not UTF-8 or, of a "
          "number, not ASCII (offset 7)");
}

TEST_CASE("interfaces") {
    const std::string words = "\n.section .natload.interface,\"a\"\n";
    const octets one = assembled("one.o", entry + "ret" + words + ".asciz \"a b\"");
    const octets again = assembled("again.o", words + ".asciz \"a b\"");
    const octets two = assembled("two.o", words + ".asciz \"a c\"");
    CHECK(complaint_about({{"one.o", one}, {"again.o", again}}) == "");
    CHECK(complaint_about({{"one.o", one}, {"two.o", two}}) ==
          "two.o(.natload.interface): states another interface than the module has already; a module is for one "
          "interface: include the header of one, the same in all sources");
    CHECK(complaint_about(entry + "ret" + words + ".asciz \"a\"\n.asciz \"b\"") ==
          "a.o(.natload.interface): states another interface than the module has already; a module is for one "
          "interface: include the header of one, the same in all sources");
    CHECK(complaint_about(entry + "ret" + words + ".ascii \"a\"") ==
          "a.o(.natload.interface): the words of an interface, which do not end");
}

TEST_CASE("alignment and floating-point values of ARM") {
    const std::string thumb = "-mthumb -mcpu=cortex-m4 -mfpu=fpv4-sp-d16";
    const auto object = [&](const std::string& name, const std::string& source) {
        return assembled(name, source, thumb, NATLOAD_AS_ARM);
    };
    const std::string start = ".text\n.globl mpy_init\n.thumb_func\nmpy_init: bx lr\n";
    const std::string floats = ".eabi_attribute 23, 1\n.eabi_attribute 28, ";
    CHECK(complaint_about({{"hard.o", object("hard.o", floats + "1\n" + start)},
                           {"none.o", object("none.o", ".text\nnop")},
                           {"soft.o", object("soft.o", floats + "0\n.text\nnop")}}) ==
          "soft.o: passes floating-point values otherwise (soft) than the objects before it (hard); compile all of "
          "them with one -mfloat-abi");
    CHECK(complaint_about({{"bss.o", object("bss.o", start + ".word cell\n.bss\n.balign 16\ncell: .word 0")}}) ==
          "bss.o(.bss): needs an alignment of 16; a module's block of data has 8; align it less, or align an address "
          "inside a larger variable when the module runs");
    CHECK(complaint_about({{"code.o", object("code.o", start + ".word cell\n.section .rodata\n.balign 32\n"
                                                               "cell: .word 0")}}) ==
          "code.o(.rodata): needs an alignment of 32; a module's code has 16; align it less, or align an address "
          "inside a larger variable when the module runs");
}

TEST_CASE("archives") {
    const octets main_object = assembled("main.o", entry + "call helper\nret");
    assembled("helper.o", ".text\n.globl helper\nhelper: call deeper\nret");
    assembled("a_name_longer_than_fifteen.o", ".text\n.globl deeper\ndeeper: ret");
    const std::string members = " helper.o a_name_longer_than_fifteen.o";
    const auto archive = [&](const std::string& how, const std::string& name) {
        run("cd '" NATLOAD_SCRATCH "' && rm -f " + name + " && '" NATLOAD_AR "' " + how + " " + name + members);
        return read_back(scratch(name));
    };
    const octets with_symbols = archive("rcs", "with.a"), without = archive("rcS", "without.a");
    CHECK(complaint_about({{"main.o", main_object}, {"with.a", with_symbols}}) == "");
    CHECK(complaint_about({{"main.o", main_object}, {"without.a", without}}) == "");
    CHECK(complaint_about({{"main.o", main_object}, {"thin.a", archive("rcT", "thin.a")}}) ==
          "thin.a: a thin archive, whose members are elsewhere; make an ordinary one: ar without the T modifier");
    CHECK(complaint_about({{"main.o", main_object}, {"cut.a", {with_symbols.begin(), with_symbols.end() - 9}}}) ==
          "cut.a: a member lies outside the archive");
    assembled("helper.o", ".text\n.globl helper\nhelper: ret", "--32");
    CHECK(complaint_about({{"main.o", main_object}, {"narrow.a", archive("rcs", "narrow.a")}}) ==
          "narrow.a(helper.o): is for x86, not for x64");
}
