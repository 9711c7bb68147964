// SPDX-License-Identifier: MIT
#include <fmt/core.h>

#include <cstdio>
#include <natload/protect/pmp.hpp>
#include <natload/protect/pmsav7.hpp>
#include <natload/protect/pmsav8.hpp>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "commands.hpp"
#include "file.hpp"
#include "judge.hpp"
#include "words.hpp"

namespace natload::tool {
namespace {

/// What code takes where a protection unit guards it.
struct protected_code {
    const char* unit;
    protect::block_shape takes;
};

std::vector<protected_code> protected_by(isa architecture, std::size_t code) {
    if (code == 0) return {};
    if (architecture >= isa::armv6m && architecture <= isa::armv7emdp) {
        return {{"pmsav7", protect::pmsav7<2>::whole_block(code)}, {"pmsav8", protect::pmsav8<3>::whole_block(code)}};
    }
    if (architecture == isa::rv32imc || architecture == isa::rv64imc) {
        return {{"pmp_range", protect::pmp_user<2>::range_block(code)},
                {"pmp_natural", protect::pmp_user<2>::natural_block(code)}};
    }
    return {};
}

void print(const std::string& file, const verdict& v) {
    const needs& n = v.needs;
    const auto row = [](const char* what, std::uint64_t size, const std::string& remark = "") {
        fmt::print("  {:<16} {:>8}{}\n", what, size, remark);
    };
    const auto aligned = [](std::uint32_t alignment) { return fmt::format("  aligned to {}", alignment); };

    fmt::print("{}\n", file);
    if (v.header.architecture == isa::none) {
        fmt::print("  bytecode for any architecture; tables as 32-bit words\n");
    } else {
        fmt::print("  {} for {}, native ABI {}", v.linked ? "linked module" : "raw code", v.architecture,
                   text(static_cast<abi>(v.header.sub_version)));
        if (v.float_abi != float_abi::unstated) fmt::print(", float ABI {}", natload::text(v.float_abi));
        if (v.interface != 0) fmt::print(", interface {:#010x}", v.interface);
        fmt::print("\n");
    }
    row("code", n.code, aligned(n.code_alignment) + (v.variables_in_code ? ", variables in it" : ""));
    for (const auto& [unit, takes] : protected_by(v.header.architecture, n.code)) {
        row(fmt::format("  {}", unit).c_str(), takes.size, fmt::format("  aligned to {}", takes.alignment));
    }
    if (!v.linked) row("bytecode", n.bytecode);
    row("data", n.data, aligned(n.data_alignment));
    row("  bss", n.bss);
    row("  rodata", n.rodata);
    row("  name table", n.name_table);
    row("  object table", n.object_table);
    if (!v.linked) row("  child tables", n.child_tables);
    row("relocated words", n.relocated_words);
    row("raw codes", n.raw_codes);
    row("depth", n.depth);
    row("bytes used", n.used);
}

nlohmann::ordered_json as_json(const std::string& file, const verdict& v) {
    const needs& n = v.needs;
    auto guarded = nlohmann::ordered_json::object();
    for (const auto& [unit, takes] : protected_by(v.header.architecture, n.code)) {
        guarded[unit] = {{"size", takes.size}, {"alignment", takes.alignment}};
    }
    return {{"file", file},
            {"architecture", v.architecture},
            {"abi", text(static_cast<abi>(v.header.sub_version))},
            {"float_abi", natload::text(v.float_abi)},
            {"linked", v.linked},
            {"code", n.code},
            {"code_alignment", n.code_alignment},
            {"protected_code", guarded},
            {"bytecode", n.bytecode},
            {"data", n.data},
            {"data_alignment", n.data_alignment},
            {"bss", n.bss},
            {"rodata", n.rodata},
            {"name_table", n.name_table},
            {"object_table", n.object_table},
            {"child_tables", n.child_tables},
            {"relocated_words", n.relocated_words},
            {"depth", n.depth},
            {"raw_codes", n.raw_codes},
            {"used", n.used}};
}

nlohmann::ordered_json as_json(const std::string& file, natload::error why, const std::string& reason) {
    return {{"file", file}, {"error", reason}, {"offset", why.offset}};
}

}  // namespace

int plan(const std::vector<std::string>& files, isa aarch64, bool json) {
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    const int status = for_each_file(files, [&](const std::string& file, const std::vector<std::uint8_t>& image) {
        const verdict v = judge(image, aarch64);
        const natload::error why = v.error.code != errc::none ? v.error : v.plan_error;
        const bool ok = why.code == errc::none;
        if (json) {
            list.push_back(ok ? as_json(file, v) : as_json(file, why, v.reason));
        } else if (ok) {
            print(file, v);
        } else {
            fmt::print("{}\n", refusal(file, why, v.reason));
        }
        return ok;
    });
    if (json) fmt::print("{}\n", list.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
    return status;
}

}  // namespace natload::tool
