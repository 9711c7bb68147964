// SPDX-License-Identifier: MIT
// Loads .mpy files as an interpreter does, and prints what they are made of: constants and functions.
//
//     interpreter FILE...
#include <natload/arch/native.hpp>
#include <natload/format/diagnosis.hpp>
#include <natload/memory/pages.hpp>
#include <natload/natload.hpp>

#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>

#include "objects.hpp"

namespace {

constexpr auto functions = natload::host::make_table<87>(natload::host::entry<50>(&std::memset));
natload::host::name_pool<1024> names;
interpreter host(functions, names);
alignas(16) std::uint8_t ram[64 * 1024];
natload::memory::pages code;
natload::memory::arena data(ram);

using my_platform = natload::platform<natload::arch::native, natload::platform_options{.scope = natload::scope::all}>;
natload::program_loader loader(my_platform{}, code, data, host);

// What a name of the program's own is called. The first 165 numbers are the interpreter's, whose list is not here.
std::string name(const natload::placed_code<word>& in, std::uint32_t local) {
    const std::uint16_t number = reinterpret_cast<const std::uint16_t*>(in.name_table)[local];
    const natload::bytes text = names.text(number);
    if (text.size() == 0) return "static " + std::to_string(number);
    return {reinterpret_cast<const char*>(text.data()), text.size()};
}

void show(const object& o, int depth);

void show_function(const natload::placed_code<word>& f, const word* children, int depth) {
    static constexpr const char* kinds[] = {"bytecode", "native", "viper", "assembly"};
    std::printf("%*s%s, %zu bytes", depth * 4, "", kinds[static_cast<int>(f.kind)], f.code.size());
    if (f.kind == natload::code_kind::assembly) std::printf(", %u arguments", f.arguments);
    const natload::bytes prelude = f.kind == natload::code_kind::bytecode ? f.code : f.prelude;
    if (prelude.size() != 0) {
        natload::cursor in(prelude);
        const natload::prelude p = natload::read_prelude(in, 0xffff);
        natload::cursor source(natload::bytes(p.source_info, p.source_info_size));
        std::printf(": %s(", name(f, source.vuint()).c_str());
        for (std::uint32_t i = 0; i < p.positional + p.keyword_only; ++i) {
            std::printf("%s%s", i != 0 ? ", " : "", name(f, source.vuint()).c_str());
        }
        std::printf(")%s", (p.scope_flags & natload::generator_flag) != 0 ? ", a generator" : "");
    }
    std::printf("\n");
    for (std::uint32_t i = 0; i < f.children; ++i) show(host[children[i]], depth + 1);
}

void show(const object& o, int depth) {
    static constexpr const char* plain[] = {"the function table", "None", "False", "True", "Ellipsis"};
    static constexpr const char* typed[] = {"str", "bytes", "int", "float", "complex"};
    const int indent = depth * 4;
    const auto type = static_cast<std::size_t>(o.type);
    if (o.is == object::kind::function) return show_function(o.code, o.children(), depth);
    if (o.is == object::kind::tuple) {
        std::printf("%*stuple of %zu\n", indent, "", o.items.size());
        for (const word item : o.items) show(host[item], depth + 1);
    } else if (type < std::size(plain)) {
        std::printf("%*s%s\n", indent, "", plain[type]);
    } else {
        std::printf("%*s%s ", indent, "", typed[type - std::size(plain)]);
        for (const char c : o.text) std::printf(c >= ' ' && c <= '~' ? "%c" : "\\x%02x", static_cast<unsigned char>(c));
        std::printf("\n");
    }
}

void load_and_show(const char* file) {
    std::ifstream stream(file, std::ios::binary);
    const std::string content{std::istreambuf_iterator<char>(stream), {}};
    const natload::bytes image(reinterpret_cast<const std::uint8_t*>(content.data()), content.size());
    auto program = loader.load(image);
    if (!program) {
        std::printf("%s: %s\n", file, natload::diagnose<my_platform>(image, program.error()).c_str());
        return;
    }
    std::printf("%s: %zu bytes of data, %zu of code, %zu objects\n", file, program->data().size(),
                program->code().size(), host.in_use());
    for (std::uint32_t i = 0; i < program->constants(); ++i) show(host[program->constant(i)], 1);
    show(host[program->root()], 1);
}

}  // namespace

int main(int argc, char** argv) {
    for (int i = 1; i < argc; ++i) load_and_show(argv[i]);
    std::printf("in use afterwards: %zu objects, %zu names, %zu bytes\n", host.in_use(), names.in_use(), data.in_use());
    return argc > 1 ? 0 : 2;
}
