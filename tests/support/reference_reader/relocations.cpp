// SPDX-License-Identifier: MIT
#include <algorithm>

#include "support/reference_reader/parts.hpp"

namespace natload::testing::reference {

namespace {

bool exists(unsigned operation, const raw_code& code, const file_facts& file, const options& how) {
    switch (operation) {
        case 0:
        case 1: return true;
        case 2:
        case 3: return !code.rodata.empty();
        case 4:
        case 5: return code.bss_size > 0;
        case 6: return file.n_names > 0;
        case 7: return file.n_objects > 0;
        case 8: return true;
        default: return operation - 9 < how.host_entries;
    }
}

}  // namespace

std::vector<relocation> read_relocations(input& in, const raw_code& code, const file_facts& file, const options& how) {
    const std::uint64_t code_words = code.code.size() / how.word_size;
    const std::uint64_t rodata_words = code.rodata.size() / how.word_size;

    std::vector<relocation> list;
    std::optional<section> where;
    std::uint64_t cursor = 0;
    std::uint64_t may_follow = code_words + rodata_words;
    for (;;) {
        const std::size_t start = in.at();
        const unsigned head = in.byte();
        if (head == 0xff || in.failed()) {
            return list;
        }
        const unsigned operation = head / 2;
        const bool placed = head % 2 == 1;
        const bool repeats = operation == 1 || operation == 3 || operation == 5;
        in.check(exists(operation, code, file, how), rule::destination, start);

        const std::size_t place_at = placed ? in.at() : start;
        if (placed) {
            const std::uint32_t place = in.vuint();
            where = place % 2 == 0 ? section::code : section::rodata;
            cursor = place / 2;
        }
        if (!in.check(where.has_value(), rule::no_place, start)) {
            return list;
        }
        const std::uint64_t words = *where == section::code ? code_words : rodata_words;
        in.check(cursor < words && (repeats || may_follow > 0), rule::outside, place_at);

        const std::size_t count_at = repeats ? in.at() : start;
        const std::uint64_t count = repeats ? in.vuint() : 1;
        in.check(count > 0 && count <= std::min(words - cursor, may_follow), rule::repeat, count_at);
        may_follow -= count;

        list.push_back({static_cast<std::uint32_t>(start), repeats ? operation - 1 : operation, *where,
                        static_cast<std::uint32_t>(cursor), static_cast<std::uint32_t>(count)});
        cursor += count;
    }
}

std::vector<relocated_word> raw_code::words() const {
    std::vector<relocated_word> all;
    for (const relocation& r : relocations) {
        for (std::uint32_t i = 0; i < r.count; ++i) {
            all.push_back({r.where, r.first + i, r.adds});
        }
    }
    return all;
}

}  // namespace natload::testing::reference
