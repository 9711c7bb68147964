// SPDX-License-Identifier: MIT
#include "link_command.hpp"

#include <fmt/core.h>

#include <bit>
#include <cstdio>
#include <deque>
#include <filesystem>
#include <fstream>
#include <natload/core/error_text.hpp>

#include "commands.hpp"
#include "file.hpp"
#include "link/architecture.hpp"
#include "link/link.hpp"
#include "link/names.hpp"

namespace natload::tool {
namespace {

namespace fs = std::filesystem;

int complain(const linker::complaint& c) {
    fmt::print(stderr, "natload: {}\n", c.text());
    return refused;
}

int usage(const std::string& what) {
    fmt::print(stderr, "natload: {}\n", what);
    return no_answer;
}

std::optional<isa> find_architecture(const std::string& name) {
    if (name == "aarch64") return linker::aarch64_number;
    for (unsigned i = 1; i <= static_cast<unsigned>(isa::rv64imc); ++i) {
        if (name == text(static_cast<isa>(i))) return static_cast<isa>(i);
    }
    return std::nullopt;
}

/// -lm or -l path/libm.a: a file, or else libm.a in one of the folders.
std::optional<std::string> find_library(const std::string& name, const std::vector<std::string>& folders) {
    if (fs::is_regular_file(name)) return name;
    for (const fs::path folder : folders) {
        for (const std::string& file : {"lib" + name + ".a", name}) {
            if (fs::is_regular_file(folder / file)) return (folder / file).string();
        }
    }
    return std::nullopt;
}

template <class Bytes>
int write_file(const std::string& name, const Bytes& contents) {
    std::ofstream file(name, std::ios::binary);
    file.write(reinterpret_cast<const char*>(contents.data()), static_cast<std::streamsize>(contents.size()));
    return file.flush() ? all_well : usage(fmt::format("cannot write {}", name));
}

}  // namespace

link_commands::link_commands(CLI::App& app)
    : link_(app.add_subcommand("link", "Link compiled objects (.o) and archives (.a) to a module.")),
      names_(app.add_subcommand("names", "Write the header of the names that sources use as MP_QSTR_name.")) {
    link_->add_option("OBJECT", inputs_, "ELF objects, and archives of which members are taken as needed")->required();
    link_->add_option("-o,--output", output_, "The module to write")->required();
    link_->add_option("--arch", architecture_, "As a .mpy header names it (default: what the objects are for)");
    link_->add_option("--aarch64", aarch64_, "The number that the module gives AArch64 (default: 13)")
        ->check(CLI::Range(13, 15));
    link_->add_option("--arch-flags", arch_flags_, "Extensions that the module needs; RISC-V: 1 Zba, 2 Zcmp");
    link_->add_option("--entry", entry_, "The function that is called (default: mpy_init)");
    link_->add_option("--externs", externs_, "Lines NAME = ADDRESS or NAME = host[ENTRY]");
    link_->add_option("--debug", debug_,
                      "An ELF file to write too, for debuggers: symbols, and DWARF of objects that have it");
    link_->add_flag("--variables-in-code", variables_in_code_,
                    "Lay variables that code reaches relative to itself behind the code, for hosts that take it");
    link_->add_option("--align", alignment_,
                      "... at a multiple of this, such as 4096 for pages of their own (default: 8)");
    link_->add_option("-L", folders_, "A folder in which to look for libraries")->allow_extra_args(false);
    link_->add_option("-l", libraries_, "A library: NAME for libNAME.a, or a file")->allow_extra_args(false);
    link_->footer(
        "Read-only data goes into the code, variables into bss. memset, memcpy and memmove are the host's.\n"
        "What can't be linked is reported as OBJECT(SECTION): RELOCATION against 'SYMBOL': reason; remedy.");

    names_->add_option("SOURCE", inputs_, "C or C++ sources")->required();
    names_->add_option("-o,--output", output_, "The header to write")->required();
}

std::optional<int> link_commands::run() const {
    if (*link_) return link();
    if (*names_) return names();
    return std::nullopt;
}

int link_commands::link() const {
    linker::options how;
    how.aarch64 = static_cast<isa>(aarch64_);
    how.entry = entry_;
    how.debug_file = !debug_.empty();
    how.variables_in_code = variables_in_code_;
    how.alignment = alignment_;
    if (!std::has_single_bit(alignment_) || alignment_ > 0x10000) {
        return usage(fmt::format("--align {}: not a power of two up to 65536", alignment_));
    }
    how.module_name = fs::path(output_).filename().string();
    if (!architecture_.empty()) {
        how.architecture = find_architecture(architecture_);
        if (!how.architecture) return usage(fmt::format("--arch {}: no such architecture", architecture_));
    }
    char* end = nullptr;
    how.arch_flags = static_cast<std::uint32_t>(std::strtoul(arch_flags_.c_str(), &end, 0));
    if (*end != 0) return usage(fmt::format("--arch-flags {}: not a number", arch_flags_));

    std::vector<std::string> files = inputs_;
    for (const std::string& name : libraries_) {
        const auto file = find_library(name, folders_);
        if (!file) return usage(fmt::format("-l {}: neither a file nor a library in a folder of -L", name));
        files.push_back(*file);
    }
    if (!externs_.empty()) {
        const auto contents = read_file(externs_);
        if (!contents) return no_answer;
        auto externals =
            linker::read_externals(externs_, {reinterpret_cast<const char*>(contents->data()), contents->size()});
        if (const auto* c = std::get_if<linker::complaint>(&externals)) return complain(*c);
        how.externals = std::move(std::get<0>(externals));
    }

    std::deque<std::vector<std::uint8_t>> contents;  // which the inputs view
    std::vector<linker::input> inputs;
    for (const std::string& name : files) {
        auto file = read_file(name);
        if (!file) return no_answer;
        inputs.push_back({name, contents.emplace_back(std::move(*file))});
    }
    const auto linked = linker::link(how, inputs);
    if (const auto* c = std::get_if<linker::complaint>(&linked)) return complain(*c);
    const auto& module = std::get<linker::module_file>(linked);
    if (write_file(output_, module.image) != all_well) return no_answer;
    if (!debug_.empty() && write_file(debug_, module.debug_file) != all_well) return no_answer;
    fmt::print("{}: {} bytes: {} of code, {} of rodata, {} of bss, {} relocated words\n", output_, module.image.size(),
               module.code, module.rodata, module.bss, module.relocated_words);
    return all_well;
}

int link_commands::names() const {
    std::vector<std::string> sources;
    for (const std::string& name : inputs_) {
        const auto source = read_file(name);
        if (!source) return no_answer;
        sources.emplace_back(source->begin(), source->end());
    }
    return write_file(output_, linker::names_header(linker::find_names(sources)));
}

}  // namespace natload::tool
