// SPDX-License-Identifier: MIT
// What can't be of each family's own, and modules that are too large.
#include "assembled.hpp"

using namespace natload;
using namespace natload::testing;

namespace {

std::string riscv(const std::string& source, const std::string& options = "-march=rv32imc -mabi=ilp32") {
    return complaint_about({{"a.o", assembled("a.o", source, options, NATLOAD_AS_RISCV)}});
}
std::string aarch64(const std::string& source) {
    return complaint_about({{"a.o", assembled("a.o", source, "", NATLOAD_AS_AARCH64)}});
}
std::string xtensa(const std::string& source) {
    return complaint_about({{"a.o", assembled("a.o", source, "", NATLOAD_AS_XTENSA)}});
}

// Farther than a jump reaches, on machines where a loaded address can't be the first thing in the code.
const std::string far_entry = ".text\n.space 0x200000\n.globl mpy_init\nmpy_init: nop";
constexpr const char* too_far = "'mpy_init': too far from the start of the code; compile with -ffunction-sections";

}  // namespace

TEST_CASE("RISC-V") {
    CHECK(riscv(entry + "ret") == "");
    CHECK(riscv(entry + "1: nop\n addi a0, a0, %pcrel_lo(1b)") ==
          "a.o(.text): R_RISCV_PCREL_LO12_I against '.L1\x02"
          "1': no high part at the place that it names");
    CHECK(riscv(entry + ".reloc ., R_RISCV_JAL, mpy_init + 1\njal x0, 0") ==
          "a.o(.text): R_RISCV_JAL against 'mpy_init': 0x1 is not aligned as it must be");
    CHECK(riscv(entry + ".reloc ., R_RISCV_ALIGN, 100\nnop") ==
          "a.o(.text): R_RISCV_ALIGN: padding that reaches past the end of its section");
    CHECK(riscv(entry + "c.nop\n.reloc ., R_RISCV_ALIGN, 4\nnop\nnop\nnop") ==
          "a.o(.text): R_RISCV_ALIGN: padding too short for its alignment");
    CHECK(riscv(entry + ".reloc ., R_RISCV_ALIGN, 2\n.reloc ., R_RISCV_ADD32, mpy_init\nc.nop\nc.nop") ==
          "a.o(.text): R_RISCV_ADD32 against 'mpy_init': reaches past the end of its section");
    CHECK(riscv(entry + "ret", "-march=rv64imafdc -mabi=lp64d") ==
          "a.o: passes floating-point numbers in registers that the architecture does not have; compile with "
          "-mabi=lp64");
    CHECK(riscv(far_entry) == too_far);
    CHECK(riscv(entry + "ret", "-march=rv32imafdc -mabi=ilp32d") ==
          "a.o: passes floating-point numbers in registers that the architecture does not have; compile with "
          "-mabi=ilp32");
}

TEST_CASE("extensions of RISC-V are told by flags, or refused") {
    const auto flags_of = [](const std::string& options) {
        const auto linked = link_files({{"a.o", assembled("a.o", entry + "ret", options, NATLOAD_AS_RISCV)}});
        REQUIRE(linked.index() == 0);
        const octets& image = std::get<0>(linked).image;
        return (image[2] & 0x40) != 0 ? image[4] : 0;
    };
    CHECK(flags_of("-march=rv32imc -mabi=ilp32") == 0);
    CHECK(flags_of("-march=rv32imc_zba -mabi=ilp32") == 1);
    CHECK(riscv(entry + "ret", "-march=rv32imac -mabi=ilp32") ==
          "a.o: compiled for the extension a, which the architecture does not have; compile with -march=rv32imc");
    CHECK(riscv(entry + "ret", "-march=rv64imfc -mabi=lp64") ==
          "a.o: compiled for the extension f, which the architecture does not have; compile with -march=rv64imc");
}

TEST_CASE("AArch64") {
    CHECK(aarch64(entry + "adrp x0, mpy_init\nadd x0, x0, :lo12:mpy_init") == "");
    CHECK(aarch64(entry + "add x0, x0, :lo12:mpy_init") ==
          "a.o(.text): R_AARCH64_ADD_ABS_LO12_NC against 'mpy_init': low part of an address without its ADRP; compile "
          "with -mcmodel=tiny");
}

TEST_CASE("Xtensa") {
    CHECK(xtensa(entry + "ret") == "");
    CHECK(xtensa(far_entry) == too_far);
    CHECK(xtensa(entry + ".reloc ., R_XTENSA_SLOT0_OP, mpy_init\nadd a2, a2, a2") ==
          "a.o(.text): R_XTENSA_SLOT0_OP against 'mpy_init': the instruction there names no address");
}

TEST_CASE("data that counts from its own address") {
    CHECK(complaint_about(entry + "movq cell@GOTPCREL(%rip), %rax\n.data\n.globl cell\ncell: .long mpy_init - .") ==
          "a.o(.data): R_X86_64_PC32 against 'mpy_init': data relative to its own address; compile with -fpic");
}

TEST_CASE("more than the format can hold") {
    std::string variables = entry, references = ".data\n.balign 8\n";
    for (char name = 'a'; name != 'k'; ++name) {
        variables += std::string("movq ") + name + "@GOTPCREL(%rip), %rax\n";
        references += std::string(".comm ") + name + ", 0x0fffffff, 8\n";
    }
    CHECK(complaint_about(variables + references) == "more variables than the format can hold");

    linker::options how;
    how.variables_in_code = true;
    CHECK(complaint_about(
              entry + "movl a(%rip), %eax\nmovl b(%rip), %eax\n.lcomm a, 0x0fffff00\n.section .bss.b,\"aw\",@nobits\n"
                      "b: .space 0x0fffff00",
              how) == "more code than the format can hold");
}

TEST_CASE("compressed debug sections") {
    linker::options how;
    how.debug_file = true;
    const std::string debug = "\n.section .debug_str,\"MS\",@progbits,1\n.fill 4000, 1, 65\n.byte 0";
    const auto said = [&](const std::string& options) {
        return complaint_about({{"a.o", assembled("a.o", entry + "ret" + debug, options)}}, how);
    };
    CHECK(said("--64") == "");
    CHECK(said("--64 --compress-debug-sections=zlib-gabi") ==
          "a.o(.debug_str): a compressed section; compile with -gz=none");
}
