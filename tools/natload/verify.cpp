// SPDX-License-Identifier: MIT
#include <fmt/core.h>

#include "commands.hpp"
#include "file.hpp"
#include "judge.hpp"
#include "words.hpp"

namespace natload::tool {
namespace {

/// "ok 135 bytes, armv7m 6.3, code 98, bss 52, rodata 0, 1 name, 4 words relocated"
std::string sizes(const verdict& v, std::size_t file_size) {
    const needs& n = v.needs;
    std::string line = fmt::format("ok {} bytes", n.used);
    if (file_size > n.used) line += fmt::format(" of {}", file_size);
    if (v.header.architecture != isa::none) {
        line += fmt::format(", {} {}", v.architecture, text(static_cast<abi>(v.header.sub_version)));
    }
    if (!v.linked) line += fmt::format(", raw codes {} (depth {}), bytecode {}", n.raw_codes, n.depth, n.bytecode);
    if (v.header.architecture != isa::none) {
        line +=
            fmt::format(", code {}, bss {}, rodata {}, relocated words {}", n.code, n.bss, n.rodata, n.relocated_words);
    }
    return line;
}

}  // namespace

int verify(const std::vector<std::string>& files, isa aarch64, scope which, trailing rest) {
    return for_each_file(files, [&](const std::string& file, const std::vector<std::uint8_t>& image) {
        const verdict v = judge(image, aarch64, which, rest);
        const bool ok = v.error.code == errc::none;
        fmt::print("{}\n", ok ? fmt::format("{}: {}", file, sizes(v, image.size())) : refusal(file, v.error, v.reason));
        return ok;
    });
}

}  // namespace natload::tool
