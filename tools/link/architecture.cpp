// SPDX-License-Identifier: MIT
#include "architecture.hpp"

#include <natload/arch/list.hpp>
#include <natload/core/error_text.hpp>

#include <algorithm>
#include <map>
#include <string_view>

#include "complaint.hpp"

namespace natload::linker {
namespace {

const elf::section_header* section(const elf::object_file& file, std::string_view name) {
    for (const elf::section_header& s : file.sections) {
        if (s.name == name) return &s;
    }
    return nullptr;
}

/// The numbers of the file-wide attributes (Addenda to, and Errata in, the ABI for the Arm Architecture, 3.2).
class arm_attributes {
public:
    explicit arm_attributes(const elf::object_file& file) {
        const elf::section_header* const s = section(file, ".ARM.attributes");
        if (s == nullptr) return;
        rest_ = {reinterpret_cast<const char*>(s->contents.data()), s->contents.size()};
        skip(1 + 4);  // format version, length of the vendor's part
        text();       // "aeabi"
        skip(1 + 4);  // tag File, its length
        while (!rest_.empty()) {
            const std::uint64_t tag = number();
            const bool is_text = tag == 4 || tag == 5 || (tag > 32 && tag % 2 == 1);
            if (tag == 32) number();
            if (is_text || tag == 32) {
                text();
            } else {
                values_[tag] = number();
            }
        }
    }

    std::uint64_t operator[](std::uint64_t tag) const {
        const auto found = values_.find(tag);
        return found == values_.end() ? 0 : found->second;
    }

private:
    void skip(std::size_t n) { rest_.remove_prefix(std::min(n, rest_.size())); }
    void text() { skip(std::min(rest_.find('\0'), rest_.size() - 1) + 1); }
    std::uint64_t number() {
        std::uint64_t value = 0;
        for (unsigned shift = 0; !rest_.empty() && shift < 64; shift += 7) {
            const auto byte = static_cast<std::uint8_t>(rest_.front());
            skip(1);
            value |= std::uint64_t{byte & 0x7fu} << shift;
            if (byte < 0x80) break;
        }
        return value;
    }

    std::string_view rest_;
    std::map<std::uint64_t, std::uint64_t> values_;
};

constexpr std::uint64_t tag_cpu_arch = 6, tag_cpu_profile = 7, tag_fp_arch = 10, tag_hardfp_use = 27;

constexpr std::uint64_t tag_fp_number_model = 23, tag_vfp_args = 28;

float_abi own_float_abi(const elf::object_file& file) {
    if (file.machine == elf::machine_riscv) return float_abi::soft;  // expect_family has seen to it
    if (file.machine != elf::machine_arm) return float_abi::unstated;
    const arm_attributes attributes(file);
    if (attributes[tag_fp_number_model] == 0) return float_abi::unstated;  // it has no such values
    switch (attributes[tag_vfp_args]) {
        case 0: return float_abi::soft;
        case 1: return float_abi::hard;
        default: return float_abi::unstated;
    }
}

isa arm_architecture(const elf::object_file& file) {
    const arm_attributes attributes(file);
    const std::uint64_t arch = attributes[tag_cpu_arch];
    if (arch == 11 || arch == 12) return isa::armv6m;
    if (arch == 13 || (arch == 10 && attributes[tag_cpu_profile] == 'M') || arch == 16 || arch == 17) {
        if (attributes[tag_fp_arch] == 0) return arch == 10 ? isa::armv7m : isa::armv7em;
        return attributes[tag_hardfp_use] == 1 ? isa::armv7emsp : isa::armv7emdp;
    }
    return isa::armv6;
}

/// Functions of the windowed ABI start with the instruction ENTRY, which no other has. An object without functions goes
/// with either: none.
isa xtensa_architecture_of_functions(const elf::object_file& file) {
    constexpr std::uint8_t entry = 0x36;
    isa found = isa::none;
    for (const elf::symbol& s : file.symbols) {
        if (s.type != elf::function || s.section >= file.sections.size()) continue;
        const bytes code = file.sections[s.section].contents;
        if (s.value >= code.size()) continue;
        found = isa::xtensa;
        if (code[static_cast<std::size_t>(s.value)] == entry) return isa::xtensawin;
    }
    return found;
}

isa xtensa_architecture(const elf::object_file& file) {
    const elf::section_header* const info = section(file, ".xtensa.info");
    if (info == nullptr) return xtensa_architecture_of_functions(file);  // LLVM writes none
    const std::string_view text(reinterpret_cast<const char*>(info->contents.data()), info->contents.size());
    return text.find("ABI=0") != text.npos ? isa::xtensawin : isa::xtensa;
}

isa architecture_of(const elf::object_file& file) {
    switch (file.machine) {
        case elf::machine_386: return isa::x86;
        case elf::machine_x86_64: return isa::x64;
        case elf::machine_arm: return arm_architecture(file);
        case elf::machine_xtensa: return xtensa_architecture(file);
        case elf::machine_riscv: return file.wide ? isa::rv64imc : isa::rv32imc;
        case elf::machine_aarch64: return aarch64_number;
        default:
            throw complaint(fmt::format("for a machine (ELF number {}) that the format does not have", file.machine))
                .in_object(file.name);
    }
}

bool is_thumb(isa a) { return a >= isa::armv6m && a <= isa::armv7emdp; }

bool is_xtensa(isa a) { return a == isa::xtensa || a == isa::xtensawin; }

bool go_together(isa own, isa all) {
    return own == all || (is_thumb(own) && is_thumb(all)) || (own == isa::none && is_xtensa(all));
}

const char* name_of(isa a) { return a == aarch64_number ? "aarch64" : text(a); }

/// The extensions that an object names, as "rv32i2p0_m2p0_c2p0_zba1p0" (RISC-V ELF psABI, attributes: Tag_RISCV_arch).
std::vector<std::string_view> riscv_extensions(const elf::object_file& file) {
    std::vector<std::string_view> all;
    const elf::section_header* const s = section(file, ".riscv.attributes");
    if (file.machine != elf::machine_riscv || s == nullptr) return all;
    std::string_view text(reinterpret_cast<const char*>(s->contents.data()), s->contents.size());
    const std::size_t start = text.find(file.wide ? "rv64" : "rv32");
    if (start == text.npos) return all;
    text = text.substr(start + 4);
    text = text.substr(0, text.find('\0'));
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('_'), text.size());
        all.push_back(text.substr(0, text.substr(0, end).find_first_of("0123456789")));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return all;
}

}  // namespace

float_abi float_abi_of(const std::vector<elf::object_file>& objects) {
    float_abi all = float_abi::unstated;
    for (const elf::object_file& object : objects) {
        const float_abi own = own_float_abi(object);
        if (own == float_abi::unstated) continue;
        if (all != float_abi::unstated && own != all) {
            throw complaint(fmt::format("passes floating-point values otherwise ({}) than the objects before it ({})",
                                        text(own), text(all)))
                .in_object(object.name)
                .remedied_by("compile all of them with one -mfloat-abi");
        }
        all = own;
    }
    return all;
}

std::uint32_t arch_flags_of(const std::vector<elf::object_file>& objects) {
    constexpr std::uint32_t none = 0, zba = 1, zcmp = 2;
    constexpr std::pair<std::string_view, std::uint32_t> known[] = {
        {"i", none},     {"m", none},   {"c", none},  {"zicsr", none}, {"zifencei", none},
        {"zmmul", none}, {"zca", none}, {"zba", zba}, {"zcmp", zcmp}};
    std::uint32_t flags = 0;
    for (const elf::object_file& object : objects) {
        for (const std::string_view extension : riscv_extensions(object)) {
            const auto* const found = std::find_if(std::begin(known), std::end(known),
                                                   [&](const auto& each) { return each.first == extension; });
            if (found == std::end(known)) {
                throw complaint(
                    fmt::format("compiled for the extension {}, which the architecture does not have", extension))
                    .in_object(object.name)
                    .remedied_by(object.wide ? "compile with -march=rv64imc" : "compile with -march=rv32imc");
            }
            flags |= found->second;
        }
    }
    return flags;
}

std::uint64_t data_alignment_of(isa architecture) {
    std::uint64_t alignment = arch::aarch64<aarch64_number>::data_alignment;
    arch::all::with(architecture, [&]<class Arch>(Arch) { alignment = Arch::data_alignment; });
    return alignment;
}

void expect_family(const elf::object_file& object, isa architecture) {
    const isa own = architecture_of(object);
    if (!go_together(own, architecture)) {
        throw complaint(fmt::format("is for {}, not for {}", name_of(own), name_of(architecture)))
            .in_object(object.name);
    }
    constexpr std::uint32_t float_abi = 0x6;  // RISC-V ELF psABI, 8.1: e_flags
    if (object.machine == elf::machine_riscv && (object.flags & float_abi) != 0) {
        throw complaint("passes floating-point numbers in registers that the architecture does not have")
            .in_object(object.name)
            .remedied_by(object.wide ? "compile with -mabi=lp64" : "compile with -mabi=ilp32");
    }
}

isa architecture_of(const std::vector<elf::object_file>& objects) {
    isa highest = isa::none;
    for (const elf::object_file& object : objects) {
        const isa own = architecture_of(object);
        if (highest == isa::none || (is_thumb(own) && is_thumb(highest))) highest = std::max(highest, own);
    }
    if (highest == isa::none) highest = isa::xtensa;
    for (const elf::object_file& object : objects) expect_family(object, highest);
    return highest;
}

}  // namespace natload::linker
