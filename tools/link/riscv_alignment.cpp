// SPDX-License-Identifier: MIT
#include "riscv_alignment.hpp"

#include <algorithm>
#include <bit>

#include "complaint.hpp"

namespace natload::linker {
namespace {

constexpr std::uint32_t align = 43;

/// Bytes that go, by where they were.
struct cut {
    std::uint64_t start;
    std::uint64_t size;
};

std::uint64_t moved(const std::vector<cut>& cuts, std::uint64_t offset) {
    std::uint64_t by = 0;
    for (const cut& c : cuts) {
        if (offset > c.start) by += std::min(c.size, offset - c.start);
    }
    return offset - by;
}

void fill_with_nops(std::uint8_t* at, std::uint64_t size) {
    for (; size >= 4; size -= 4, at += 4) link::put<std::uint32_t>(at, 0x00000013);
    if (size >= 2) link::put<std::uint16_t>(at, 0x0001);
}

}  // namespace

void remove_padding(atom& in, const std::vector<elf::relocation>& entries, const std::vector<symbol*>& symbols) {
    std::vector<elf::relocation> paddings;
    std::copy_if(entries.begin(), entries.end(), std::back_inserter(paddings),
                 [](const elf::relocation& r) { return r.type == align; });
    std::stable_sort(paddings.begin(), paddings.end(),
                     [](const auto& a, const auto& b) { return a.offset < b.offset; });

    std::vector<cut> cuts;
    for (const elf::relocation& p : paddings) {
        const auto padding = static_cast<std::uint64_t>(p.addend);
        if (p.addend < 0 || padding > in.contents.size() - p.offset) {
            throw complaint("padding that reaches past the end of its section").type("R_RISCV_ALIGN");
        }
        const std::uint64_t alignment = std::bit_ceil(padding + 1), start = moved(cuts, p.offset);
        const std::uint64_t needed = align_up(start, alignment) - start;
        if (needed > padding) throw complaint("padding too short for its alignment").type("R_RISCV_ALIGN");
        in.alignment = std::max(in.alignment, alignment);
        fill_with_nops(in.contents.data() + p.offset, needed);
        if (needed != padding) cuts.push_back({p.offset + needed, padding - needed});
    }

    for (symbol* const s : symbols) {
        if (s->in == &in) s->value = moved(cuts, s->value);
    }
    for (reference& r : in.references) r.offset = moved(cuts, r.offset);
    for (auto c = cuts.rbegin(); c != cuts.rend(); ++c) {
        const auto first = in.contents.begin() + static_cast<std::ptrdiff_t>(c->start);
        in.contents.erase(first, first + static_cast<std::ptrdiff_t>(c->size));
    }
    in.size = in.contents.size();
}

}  // namespace natload::linker
