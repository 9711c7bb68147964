// SPDX-License-Identifier: MIT
#include "names.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "read_object.hpp"

namespace natload::linker {
namespace {

constexpr std::string_view prefix = "MP_QSTR_";

bool continues_identifier(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
}

}  // namespace

std::vector<std::string> find_names(const std::vector<std::string>& sources) {
    std::vector<std::string> names;
    for (const std::string_view source : sources) {
        for (std::size_t at = source.find(prefix); at != source.npos; at = source.find(prefix, at)) {
            const bool starts = at == 0 || !continues_identifier(source[at - 1]);
            at += prefix.size();
            std::size_t end = at;
            while (end < source.size() && continues_identifier(source[end])) ++end;
            const std::string name(source.substr(at, end - at));
            if (starts && !name.empty() && std::find(names.begin(), names.end(), name) == names.end()) {
                names.push_back(name);
            }
        }
    }
    return names;
}

std::string names_header(const std::vector<std::string>& names) {
    std::string header =
        "// Written by natload names.\n#pragma once\n#include <stdint.h>\n\n"
        "extern const uint16_t mp_native_qstr_table[];\n";
    for (std::size_t i = 0; i < names.size(); ++i) {
        header += fmt::format("#define {}{} (mp_native_qstr_table[{}])\n", prefix, names[i], i + 1);
    }
    header +=
        fmt::format("\n__attribute__((section(\"{}\"), used)) static const char natload_names[] =\n", names_section);
    for (const std::string& name : names) header += fmt::format("    \"{}\\0\"\n", name);
    return header + "    \"\";\n";
}

}  // namespace natload::linker
