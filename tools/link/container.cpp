// SPDX-License-Identifier: MIT
#include "container.hpp"

#include <natload/format/header.hpp>
#include <natload/format/raw_code.hpp>

#include <algorithm>

namespace natload::linker {
namespace {

constexpr std::uint8_t small_int_bits = 31;  // every host's have at least that

class writer {
public:
    void byte(unsigned value) { out_.push_back(static_cast<std::uint8_t>(value)); }
    void bytes(const auto& values) { out_.insert(out_.end(), values.begin(), values.end()); }

    void vuint(std::uint32_t value) {
        for (unsigned shift = 28; shift != 0; shift -= 7) {
            if (value >> shift != 0) byte((value >> shift & 0x7f) | 0x80);
        }
        byte(value & 0x7f);
    }

    std::vector<std::uint8_t> done() { return std::move(out_); }

private:
    std::vector<std::uint8_t> out_;
};

/// Words in a row that get the same address are one relocation; a word behind the last needs no place.
void write_relocations(writer& out, std::vector<relocated_word> words) {
    std::sort(words.begin(), words.end());
    const relocated_word* last = nullptr;
    for (std::size_t i = 0; i < words.size();) {
        const relocated_word& first = words[i];
        const bool in_section = first.base < name_table;  // these repeat
        std::size_t count = 1;
        while (in_section && i + count < words.size() && words[i + count].base == first.base &&
               words[i + count].place == first.place && words[i + count].word == first.word + count) {
            ++count;
        }
        // Operations: two for each of code, rodata and bss, one for each table, one for each entry of the host's.
        unsigned operation = in_section ? first.base * 2 : first.base + name_table;
        if (count > 1) ++operation;
        const bool follows = last != nullptr && last->place == first.place && last->word + 1 == first.word;
        out.byte(operation << 1 | (follows ? 0 : 1));
        if (!follows) out.vuint(first.word << 1 | (first.place == rodata_section ? 1 : 0));
        if (count > 1) out.vuint(static_cast<std::uint32_t>(count));
        i += count;
        last = &words[i - 1];
    }
    out.byte(0xff);
}

}  // namespace

std::vector<std::uint8_t> container::write() const {
    writer out;
    out.byte('M');
    out.byte(file_version);
    out.byte((arch_flags != 0 ? 0x40u : 0u) | static_cast<unsigned>(architecture) << 2 |
             static_cast<unsigned>(abi::v6_3));
    out.byte(small_int_bits);
    if (arch_flags != 0) out.vuint(arch_flags);

    out.vuint(static_cast<std::uint32_t>(names.size()));
    out.vuint(0);  // objects
    for (const std::string& name : names) {
        out.vuint(static_cast<std::uint32_t>(name.size()) << 1);
        out.bytes(name);
        out.byte(0);
    }

    out.vuint(static_cast<std::uint32_t>(code.size()) << code_length_shift | static_cast<unsigned>(code_kind::viper));
    out.bytes(code);
    out.vuint((relocations.empty() ? 0u : code_has_relocations) | (rodata.empty() ? 0u : code_has_rodata) |
              (bss == 0 ? 0u : code_has_bss) | (variables_in_code ? code_has_variables : 0u) |
              (has_interface ? code_has_interface : 0u) | code_flags_of(float_abi));
    if (!rodata.empty()) out.vuint(static_cast<std::uint32_t>(rodata.size()));
    if (bss != 0) out.vuint(bss);
    out.bytes(rodata);
    if (!relocations.empty()) write_relocations(out, relocations);
    return out.done();
}

}  // namespace natload::linker
