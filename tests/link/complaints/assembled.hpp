// SPDX-License-Identifier: MIT
// Objects for x64 from a few lines of assembler, and what becomes of them.
#pragma once

#include <doctest/doctest.h>

#include <cstdlib>
#include <deque>
#include <fstream>
#include <iterator>
#include <string>
#include <variant>
#include <vector>

#include "link/link.hpp"

namespace natload::testing {

using octets = std::vector<std::uint8_t>;

inline octets read_back(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

inline std::string scratch(const std::string& name) { return NATLOAD_SCRATCH "/" + name; }

inline void run(const std::string& command) {
    const bool done = std::system(command.c_str()) == 0;
    REQUIRE_MESSAGE(done, command);
}

inline octets assembled(const std::string& name, const std::string& source, const std::string& options = "--64",
                        const std::string& assembler = NATLOAD_AS) {
    std::ofstream(scratch(name + ".s")) << source << '\n';
    run("'" + assembler + "' " + options + " '" + scratch(name + ".s") + "' -o '" + scratch(name) + "'");
    return read_back(scratch(name));
}

struct named_file {
    std::string name;
    octets contents;
};

inline auto link_files(const std::vector<named_file>& files, const linker::options& how = {}) {
    std::vector<linker::input> inputs;
    for (const named_file& f : files) inputs.push_back({f.name, f.contents});
    return linker::link(how, inputs);
}

/// What is said; nothing if it was linked.
inline std::string complaint_about(const std::vector<named_file>& files, const linker::options& how = {}) {
    const auto linked = link_files(files, how);
    const auto* const c = std::get_if<linker::complaint>(&linked);
    return c == nullptr ? "" : c->text();
}

inline std::string complaint_about(const std::string& source, const linker::options& how = {}) {
    return complaint_about({{"a.o", assembled("a.o", source)}}, how);
}

inline const std::string entry = ".text\n.globl mpy_init\nmpy_init: ";

}  // namespace natload::testing
