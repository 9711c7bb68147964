// SPDX-License-Identifier: MIT
#include <fmt/core.h>
#include <natload/format/header.hpp>

#include <charconv>
#include <optional>
#include <string_view>

#include "commands.hpp"
#include "file.hpp"
#include "formats.hpp"
#include "judge.hpp"
#include "words.hpp"

namespace natload::tool {
namespace {

/// A number in decimal or with 0x in front; nothing if it is none.
std::optional<std::uint32_t> parse_number(std::string_view text) {
    const bool hex = text.starts_with("0x") || text.starts_with("0X");
    if (hex) text.remove_prefix(2);
    std::uint32_t number = 0;
    const auto [end, why] = std::from_chars(text.data(), text.data() + text.size(), number, hex ? 16 : 10);
    if (why != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

/// The releases of MicroPython whose native ABI it is.
const char* releases(abi version) {
    switch (version) {
        case abi::v6_0: return "1.19";
        case abi::v6_1: return "1.20 and 1.21";
        case abi::v6_2: return "1.22";
        case abi::v6_3: return "1.23 to 1.29";
    }
    return "";
}

void row(const char* what, const std::string& text) { fmt::print("{:<17} {}\n", what, text); }

constexpr unsigned last_number = 15;  // that the header has room for

bool is_known(isa number, isa aarch64) { return number <= last_architecture || number == aarch64; }

/// The architectures of which runs(host, file) tells that one runs the other's files.
template <class Runs>
std::string architectures(isa aarch64, Runs&& runs) {
    std::string names;
    for (unsigned i = 1; i <= last_number; ++i) {
        const auto each = static_cast<isa>(i);
        if (!is_known(each, aarch64) || !runs(each)) continue;
        if (!names.empty()) names += ", ";
        names += name_of(each, aarch64);
    }
    return names;
}

bool runs(isa host, isa file, isa aarch64) {
    if (host == aarch64) return host == file;
    bool answer = false;
    with_architecture(host, aarch64, [&]<class Arch>(Arch) { answer = Arch::runs(file); });
    return answer;
}

int identify_number(std::uint32_t number, isa aarch64) {
    const auto version = static_cast<std::uint8_t>(number);
    const auto features = static_cast<std::uint8_t>(number >> 8);
    const auto architecture = static_cast<isa>(features >> 2 & 15);
    const std::uint32_t flags = number >> 16;
    const std::string name = fmt::format("{} ({:#x})", number, number);
    if (version != file_version) {
        fmt::print("{}: {} (expected {}, found {})\n", name, natload::text(errc::version), file_version, version);
        return refused;
    }
    if ((features & 0xc0) != 0 || !is_known(architecture, aarch64)) {
        fmt::print("{}: no host has this identity\n", name);
        return refused;
    }
    row("host", fmt::format("sys.implementation._mpy is {}", name));
    row("format", fmt::format("version {}", version));
    if (architecture == isa::none) {
        row("runs", "bytecode; no machine code");
        return all_well;
    }
    const auto sub_version = static_cast<abi>(features & 3);
    row("native ABI", fmt::format("{}, MicroPython {}", text(sub_version), releases(sub_version)));
    row("architecture", name_of(architecture, aarch64));
    row("runs", "bytecode, " + architectures(aarch64, [&](isa file) { return runs(architecture, file, aarch64); }));
    row("extension flags", arch_flags_text(architecture, flags));
    return all_well;
}

int identify_image(const std::string& file, bytes image, isa aarch64) {
    const result<header> h = read_header(image);
    if (!h) {
        fmt::print("{}\n", refusal(file, h.error(), reason<platform<no_architecture>>(image, h.error())));
        return refused;
    }
    row("file", file);
    row("format", fmt::format("version {}", h->version));
    if (!is_known(h->architecture, aarch64)) {
        row("architecture", fmt::format("{}, which no version 6 host has", static_cast<unsigned>(h->architecture)));
    } else if (h->architecture == isa::none) {
        row("architecture", "none: bytecode only");
    } else {
        const auto version = static_cast<abi>(h->sub_version);
        row("native ABI", fmt::format("{}, MicroPython {}", text(version), releases(version)));
        row("architecture", name_of(h->architecture, aarch64));
        row("runs on", architectures(aarch64, [&](isa host) { return runs(host, h->architecture, aarch64); }));
        row("extension flags", arch_flags_text(h->architecture, h->arch_flags));
        const verdict whole = judge(image, aarch64, scope::all, trailing::accept);
        if (whole.float_abi != float_abi::unstated) row("float ABI", natload::text(whole.float_abi));
        if (whole.interface != 0) row("interface", fmt::format("{:#010x}", whole.interface));
        if (whole.variables_in_code) row("code", "has variables in it, for platforms with variables_in_code");
        const std::uint32_t number = identity(h->architecture, version, h->arch_flags);
        row("identity", fmt::format("{} ({:#x}), as sys.implementation._mpy has it", number, number));
    }
    row("small integers", fmt::format("{} bits at least", h->small_int_bits));
    return all_well;
}

}  // namespace

int identify(const std::string& file_or_number, isa aarch64) {
    if (const auto number = parse_number(file_or_number)) return identify_number(*number, aarch64);
    const auto image = read_file(file_or_number);
    return image ? identify_image(file_or_number, *image, aarch64) : no_answer;
}

}  // namespace natload::tool
