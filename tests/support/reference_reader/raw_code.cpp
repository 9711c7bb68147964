// SPDX-License-Identifier: MIT
#include "support/reference_reader/parts.hpp"

namespace natload::testing::reference {

namespace {

constexpr unsigned bytecode = 0, native = 1, viper = 2, assembler = 3;

std::uint64_t word_at(std::span<const std::uint8_t> code, std::size_t offset, std::size_t size) {
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < size; ++i) {
        word |= std::uint64_t{code[offset + i]} << (8 * i);
    }
    return word;
}

void read_viper_extras(input& in, raw_code& rc) {
    const std::size_t flags_at = in.at();
    rc.flags = in.vuint();
    in.check((rc.flags & ~0x770u) == 0, rule::code_flags, flags_at);
    const std::uint32_t rodata_size = (rc.flags & 0x20) != 0 ? in.vuint() : 0;
    rc.bss_size = (rc.flags & 0x40) != 0 ? in.vuint() : 0;
    rc.rodata = in.take(rodata_size);
}

void read_assembler_extras(input& in, raw_code& rc) {
    const std::size_t flags_at = in.at();
    rc.flags = in.vuint();
    in.check(rc.flags == 0, rule::code_flags, flags_at);
    rc.n_pos_args = in.vuint();
    rc.type_signature = in.vuint();
}

// The first words of a native function's code.
void check_native_words(input& in, const raw_code& rc, std::size_t code_at, std::uint32_t n_children,
                        std::size_t word_size) {
    in.check(rc.code.size() >= word_size && word_at(rc.code, 0, word_size) == n_children, rule::child_count, code_at);
    const bool generator = (rc.function->scope_flags & 1) != 0;
    if (generator) {
        in.check(rc.code.size() >= 2 * word_size && word_at(rc.code, word_size, word_size) < rc.code.size(),
                 rule::generator_start, code_at + word_size);
    }
}

}  // namespace

// `count_at`: of the children that it is one of.
raw_code read_raw_code(input& in, const file_facts& file, const options& how, std::size_t depth, std::size_t count_at) {
    const std::size_t start = in.at();
    in.check(depth <= how.code_depth, rule::code_depth, count_at);

    raw_code rc;
    rc.offset = static_cast<std::uint32_t>(start);
    const std::uint32_t first = in.vuint();
    rc.kind = first % 4;
    const bool has_children = first / 4 % 2 == 1;
    const std::uint32_t size = first / 8;
    in.check(how.scope == scope::all || rc.kind == viper, rule::not_viper, start);
    in.check(how.scope == scope::all || !has_children, rule::children, start);
    in.check(rc.kind == bytecode || file.architecture != isa::none, rule::no_architecture, start);
    in.check(rc.kind == bytecode || size > 0, rule::empty_code, start);

    const std::size_t code_at = in.at();
    input in_code = in.part(size, rule::prelude_overruns, rule::prelude_overruns);
    rc.code = in_code.rest();

    switch (rc.kind) {
        case bytecode: rc.function = read_prelude(in_code, file); break;
        case native: {
            const std::size_t prelude_offset_at = in.at();
            rc.prelude_offset = in.vuint();
            in.check(rc.prelude_offset < size, rule::prelude_offset, prelude_offset_at);
            in_code.take(rc.prelude_offset);
            rc.function = read_prelude(in_code, file);
            break;
        }
        case viper: read_viper_extras(in, rc); break;
        case assembler: read_assembler_extras(in, rc); break;
    }

    const std::size_t n_children_at = in.at();
    const std::uint32_t n_children = has_children ? in.vuint() : 0;
    in.check(!has_children || (n_children > 0 && n_children < 0x80000000), rule::no_children, n_children_at);
    if (rc.kind == native) {
        check_native_words(in, rc, code_at, n_children, how.word_size);
    }
    for (std::uint32_t i = 0; i < n_children && !in.failed(); ++i) {
        rc.children.push_back(read_raw_code(in, file, how, depth + 1, n_children_at));
    }
    if (rc.kind == viper && (rc.flags & 0x10) != 0) {
        rc.relocations = read_relocations(in, rc, file, how);
    }
    return rc;
}

}  // namespace natload::testing::reference
