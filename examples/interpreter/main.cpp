// SPDX-License-Identifier: MIT
// Loads .mpy files as an interpreter does, and prints what they are made of: constants and functions. Calls what is
// machine code of them: function N of the next file, viper or assembly, with integers.
//
//     interpreter [--call=N,INTEGER,...] FILE...
#include <natload/arch/native.hpp>
#include <natload/format/diagnosis.hpp>
#include <natload/memory/pages.hpp>
#include <natload/natload.hpp>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string_view>

#include "calling.hpp"
#include "objects.hpp"

namespace {

// arg_check_num_sig(positional, keyword, signature): an interpreter raises an exception.
void check_arguments(word positional, word, word) {
    std::printf("not with %zu arguments\n", static_cast<std::size_t>(positional));
    std::exit(1);
}

using natload::host::entry;
constexpr auto functions =
    natload::host::make_table<87>(entry<3>(&calling::from_object<word>), entry<4>(&calling::to_object<word>),
                                  entry<44>(&check_arguments), entry<50>(&std::memset));
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

// The functions of a file that can be called, in the order of their source.
std::vector<natload::placed_code<word>> machine_code;

void show(const object& o, int depth);

void show_function(const natload::placed_code<word>& f, const word* children, int depth) {
    static constexpr const char* kinds[] = {"bytecode", "native", "viper", "assembly"};
    std::printf("%*s%s, %zu bytes", depth * 4, "", kinds[static_cast<int>(f.kind())], f.code().size());
    if (f.kind() == natload::code_kind::assembly) std::printf(", %u arguments", f.arguments);
    const natload::bytes prelude = f.kind() == natload::code_kind::bytecode ? f.code() : f.prelude();
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
    if (f.kind() == natload::code_kind::viper || f.kind() == natload::code_kind::assembly) machine_code.push_back(f);
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

// "N,INTEGER,..."
void call_machine_code(const std::string& what) {
    char* at = nullptr;
    const auto n = std::strtoul(what.c_str(), &at, 10);
    std::intptr_t integers[4] = {};
    word given = 0;
    while (*at == ',' && given != std::size(integers)) integers[given++] = std::strtol(at + 1, &at, 10);
    if (n >= machine_code.size()) return;

    const auto& f = machine_code[n];
    const auto call = [](word address, word a, word b, word c, word d) {
        return reinterpret_cast<word (*)(word, word, word, word)>(address)(a, b, c, d);
    };
    const bool is_viper = f.kind() == natload::code_kind::viper;
    word words[4];
    for (std::size_t i = 0; i < 4; ++i) {
        words[i] = is_viper ? calling::object_of<word>(integers[i]) : static_cast<word>(integers[i]);
    }
    const std::intptr_t result =
        is_viper ? calling::value_of(calling::call_viper<word>(call, f, words, given))
                 : static_cast<std::intptr_t>(call(f.address, words[0], words[1], words[2], words[3]));
    std::printf("function %lu returns %lld\n", n, static_cast<long long>(result));
}

void load_and_show(const char* file, const std::string& to_call) {
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
    machine_code.clear();
    show(host[program->root()], 1);
    if (!to_call.empty()) call_machine_code(to_call);
}

}  // namespace

int main(int argc, char** argv) {
    constexpr std::string_view option = "--call=";
    std::string to_call;
    for (int i = 1; i < argc; ++i) {
        if (std::string_view(argv[i]).starts_with(option)) {
            to_call = argv[i] + option.size();
        } else {
            load_and_show(argv[i], to_call);
            to_call.clear();
        }
    }
    std::printf("in use afterwards: %zu objects, %zu names, %zu bytes\n", host.in_use(), names.in_use(), data.in_use());
    return argc > 1 ? 0 : 2;
}
