// SPDX-License-Identifier: MIT
// The linker: ELF objects in, a module out.
#pragma once

#include <natload/core/bytes.hpp>
#include <natload/core/isa.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "complaint.hpp"

namespace natload::linker {

/// A file that was read: an object or an archive.
struct input {
    std::string name;
    bytes contents;
};

/// What a name stands for outside the objects.
struct external {
    enum kind_type : std::uint8_t { absolute, host_entry } kind = absolute;
    std::uint64_t value = 0;
};

struct options {
    std::optional<isa> architecture;  // else what the objects say
    std::uint32_t arch_flags = 0;
    isa aarch64{13};  // its number in the module; the format leaves 13 to 15 free
    std::string entry = "mpy_init";
    std::string module_name = "module.mpy";  // the module's first name
    std::map<std::string, external, std::less<>> externals;
    bool debug_file = false;
    bool variables_in_code = false;  // those that code reaches relative to itself; else they are refused
    std::uint64_t alignment = 8;     // of the first of these in the code, a power of two: 4096 for pages of their own
};

/// A module, and what it consists of. Sizes are in bytes.
struct module_file {
    std::vector<std::uint8_t> image;
    std::vector<std::uint8_t> debug_file;  // an ELF file, if asked for
    isa architecture = isa::none;
    std::uint32_t code = 0;
    std::uint32_t rodata = 0;
    std::uint32_t bss = 0;
    std::uint32_t variables_in_code = 0;
    std::uint32_t slots = 0;  // of the global offset table
    std::uint32_t relocated_words = 0;
};

/// Links objects, all of them, and of archives the members that are needed. Archives are among the inputs, and may
/// need each other. The module has passed verification.
std::variant<module_file, complaint> link(const options& how, const std::vector<input>& inputs);

/// Reads a list of externals, one on a line: `name = 0x40000c44` or `PROVIDE(name = 0x40000c44);`, as in the linker
/// scripts of chips with code in ROM, or `name = host[50]`, an entry of the host's function table.
std::variant<std::map<std::string, external, std::less<>>, complaint> read_externals(const std::string& file,
                                                                                     std::string_view text);

}  // namespace natload::linker
