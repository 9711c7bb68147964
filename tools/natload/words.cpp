// SPDX-License-Identifier: MIT
#include "words.hpp"

#include <fmt/core.h>
#include <natload/arch/riscv.hpp>

namespace natload::tool {

std::string text(abi version) { return fmt::format("{}.{}", file_version, static_cast<unsigned>(version)); }

std::string arch_flags_text(isa architecture, std::uint32_t flags) {
    if (flags == 0) return "none";
    const bool riscv = architecture == isa::rv32imc || architecture == isa::rv64imc;
    std::string names;
    if (riscv && (flags & arch::riscv_flag::zba) != 0) names += "Zba";
    if (riscv && (flags & arch::riscv_flag::zcmp) != 0) names += names.empty() ? "Zcmp" : ", Zcmp";
    return names.empty() ? fmt::format("{:#x}", flags) : fmt::format("{:#x} ({})", flags, names);
}

std::string refusal(const std::string& file, natload::error why, const std::string& reason) {
    // From the plan on, an error is of the image as a whole.
    return why.code >= errc::code_limit ? fmt::format("{}: {}", file, reason)
                                        : fmt::format("{}:{:#x}: {}", file, why.offset, reason);
}

}  // namespace natload::tool
