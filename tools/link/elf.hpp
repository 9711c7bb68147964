// SPDX-License-Identifier: MIT
#pragma once

#include <natload/core/bytes.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "elf_format.hpp"

namespace natload::linker::elf {

struct section_header {
    std::string_view name;
    std::uint32_t type = null_section;
    std::uint64_t flags = 0;
    std::uint64_t address = 0;
    std::uint64_t size = 0;
    std::uint64_t alignment = 1;
    std::uint64_t entry_size = 0;
    std::uint32_t link = 0;
    std::uint32_t info = 0;
    bytes contents;  // none for nobits
};

struct symbol {
    std::string_view name;
    std::uint64_t value = 0;
    std::uint64_t size = 0;
    symbol_type type = no_type;
    elf::binding binding = local;
    std::uint8_t visibility = 0;
    std::uint32_t section = undefined;  // an index of a section, or one of the reserved ones
};

struct relocation {
    std::uint64_t offset = 0;
    std::uint32_t type = 0;
    std::uint32_t symbol = 0;
    std::int64_t addend = 0;  // of Rela; Rel keeps it in the place
};

/// A section of relocations.
struct relocation_table {
    std::uint32_t target = 0;  // the section that they change
    bool explicit_addends = false;
    std::vector<relocation> entries;
};

/// Sections that stand or fall together.
struct section_group {
    std::string_view signature;
    bool comdat = false;
    std::vector<std::uint32_t> members;
};

/// A little-endian ELF file of either class, every reference in it checked: sections and symbols that are named exist,
/// names end, contents lie in the file. It views the image, which outlives it.
struct object_file {
    std::string name;
    file_type type = relocatable;
    std::uint16_t machine = 0;
    std::uint32_t flags = 0;
    bool wide = false;  // ELFCLASS64
    std::vector<section_header> sections;
    std::vector<symbol> symbols;
    std::vector<relocation_table> relocations;
    std::vector<section_group> groups;
};

/// Reads a relocatable object or an executable. Throws a complaint about what is malformed.
object_file read(std::string name, bytes image);

/// Whether an image starts like an ELF file.
bool is_elf(bytes image);

}  // namespace natload::linker::elf
