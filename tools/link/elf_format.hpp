// SPDX-License-Identifier: MIT
// Numbers of the ELF format (System V ABI, chapters 4 and 5).
#pragma once

#include <cstdint>

namespace natload::linker::elf {

enum file_type : std::uint16_t {
    relocatable = 1,
    executable = 2,
    shared = 3,
};

enum machine : std::uint16_t {
    machine_386 = 3,
    machine_arm = 40,
    machine_x86_64 = 62,
    machine_xtensa = 94,
    machine_aarch64 = 183,
    machine_riscv = 243,
};

enum section_type : std::uint32_t {
    null_section = 0,
    progbits = 1,
    symbol_table = 2,
    string_table = 3,
    rela = 4,
    note = 7,
    nobits = 8,
    rel = 9,
    init_array = 14,
    fini_array = 15,
    preinit_array = 16,
    group = 17,
    symbol_section_indices = 18,
};

enum section_flag : std::uint64_t {
    write = 0x1,
    alloc = 0x2,
    execute = 0x4,
    merge = 0x10,
    strings = 0x20,
    tls = 0x400,
    compressed = 0x800,
};

enum section_index : std::uint32_t {
    undefined = 0,
    first_reserved = 0xff00,
    absolute = 0xfff1,
    common = 0xfff2,
    elsewhere = 0xffff,  // in a section of type symbol_section_indices
};

enum binding : std::uint8_t { local = 0, global = 1, weak = 2, unique = 10 };

enum symbol_type : std::uint8_t {
    no_type = 0,
    object = 1,
    function = 2,
    section = 3,
    file = 4,
    common_object = 5,
    thread_local_object = 6,
    indirect_function = 10,
};

enum group_flag : std::uint32_t { comdat = 1 };

}  // namespace natload::linker::elf
