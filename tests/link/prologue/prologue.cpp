// SPDX-License-Identifier: MIT
#include "link/prologue.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "link/architecture.hpp"
#include "link/elf.hpp"

namespace {

using namespace natload;
using octets = std::vector<std::uint8_t>;

octets text_of(const std::string& name) {
    std::ifstream in(NATLOAD_PROLOGUES "/" + name + ".elf", std::ios::binary);
    const octets image{std::istreambuf_iterator<char>(in), {}};
    for (const auto& s : linker::elf::read(name, image).sections) {
        if (s.name == ".text") return {s.contents.begin(), s.contents.end()};
    }
    return {};
}

bool is_as_assembled(isa architecture, const char* source) {
    const bytes code = linker::prologue_of(architecture).code;
    return octets(code.begin(), code.end()) == text_of(source);
}

}  // namespace

TEST_CASE("prologues are what their sources say") {
    CHECK(is_as_assembled(isa::x86, "x86"));
    CHECK(is_as_assembled(isa::x64, "x64"));
    CHECK(is_as_assembled(isa::armv6, "armv6"));
    CHECK(is_as_assembled(isa::armv6m, "armv7m"));
    CHECK(is_as_assembled(isa::armv7m, "armv7m"));
    CHECK(is_as_assembled(isa::armv7em, "armv7m"));
    CHECK(is_as_assembled(isa::armv7emsp, "armv7m"));
    CHECK(is_as_assembled(isa::armv7emdp, "armv7m"));
    CHECK(is_as_assembled(isa::xtensa, "xtensa"));
    CHECK(is_as_assembled(isa::rv32imc, "rv32imc"));
    CHECK(is_as_assembled(isa::rv64imc, "rv64imc"));
    CHECK(is_as_assembled(linker::aarch64_number, "aarch64"));
}
