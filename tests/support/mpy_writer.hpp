// SPDX-License-Identifier: MIT
// Writes .mpy images of version 6, well-formed or not, in constant expressions too. A test reads like the file:
//
//   constexpr auto image = writer{}
//                              .header({.architecture = isa::x64})
//                              .counts(1, 0)
//                              .qstr("m.mpy")
//                              .viper(octets(0xc3, 0, 0, 0, 0, 0, 0, 0), {.bss = 8, .relocations = true})
//                              .relocation(to::bss, in_code(9))
//                              .end_of_relocations();
//   CHECK_BOTH(verify(image) == error{errc::relocation_outside, image.at(field::place)});
//
// Each call writes what it names and nothing else, so leaving one out, or a raw byte(), bytes(), vuint() or text() in
// its stead, makes the forbidden forms. Too much for the capacity, or asking for a field that was not written, traps:
// no constant expression, a crash at run time.
#pragma once

#include "support/mpy_layout.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>

namespace natload::testing {

template <std::size_t Capacity>
class basic_writer {
public:
    constexpr basic_writer() { offsets_.fill(absent); }

    // -- what was written

    constexpr const std::uint8_t* data() const { return bytes_.data(); }
    constexpr std::size_t size() const { return size_; }
    // NOLINTNEXTLINE(google-explicit-constructor): an image is bytes wherever bytes are wanted
    constexpr operator std::span<const std::uint8_t>() const { return {data(), size()}; }

    // The offset of the next byte.
    constexpr std::uint32_t offset() const { return static_cast<std::uint32_t>(size_); }

    // The offset of the last field of this sort.
    constexpr std::uint32_t at(field f) const {
        const std::uint32_t offset = offsets_[static_cast<std::size_t>(f)];
        require(offset != absent);
        return offset;
    }

    friend constexpr bool operator==(const basic_writer& image, std::span<const std::uint8_t> expected) {
        bool same = image.size() == expected.size();
        for (std::size_t i = 0; same && i < expected.size(); ++i) {
            same = image.bytes_[i] == expected[i];
        }
        return same;
    }

    // -- the same with a fault

    constexpr basic_writer patched(std::size_t offset, std::uint8_t value) const {
        require(offset < size_);
        basic_writer copy = *this;
        copy.bytes_[offset] = value;
        return copy;
    }

    constexpr basic_writer truncated(std::size_t size) const {
        require(size <= size_);
        basic_writer copy = *this;
        copy.size_ = size;
        return copy;
    }

    // -- plain bytes

    // The next byte starts such a field.
    constexpr basic_writer& mark(field f = field::marked) {
        offsets_[static_cast<std::size_t>(f)] = offset();
        return *this;
    }

    constexpr basic_writer& byte(unsigned value) {
        require(size_ < Capacity);
        bytes_[size_++] = static_cast<std::uint8_t>(value);
        return *this;
    }

    constexpr basic_writer& bytes(std::span<const std::uint8_t> values) {
        for (const std::uint8_t value : values) {
            byte(value);
        }
        return *this;
    }

    // The characters, without the NUL that ends the literal.
    template <std::size_t N>
    constexpr basic_writer& text(const char (&literal)[N]) {
        for (std::size_t i = 0; i + 1 < N; ++i) {
            byte(static_cast<std::uint8_t>(literal[i]));
        }
        return *this;
    }

    // `padding` groups of zero lead. Values over 32 bits are written as they are.
    constexpr basic_writer& vuint(std::uint64_t value, std::size_t padding = 0) {
        for (; padding > 0; --padding) {
            byte(0x80);
        }
        for (std::size_t group = vuint_size(value); group-- > 0;) {
            byte((static_cast<unsigned>(value >> (7 * group)) & 0x7fu) | (group > 0 ? 0x80u : 0u));
        }
        return *this;
    }

    // -- header and tables

    constexpr basic_writer& header(const header_fields& h) {
        mark(field::magic).byte(h.magic);
        mark(field::version).byte(h.version);
        mark(field::features);
        byte((h.reserved_bit ? 0x80u : 0u) | (h.arch_flags_follow ? 0x40u : 0u) |
             static_cast<unsigned>(h.architecture) << 2 | h.sub_version);
        return mark(field::small_int_bits).byte(h.small_int_bits);
    }

    constexpr basic_writer& arch_flags(std::uint64_t flags) { return mark(field::arch_flags).vuint(flags); }

    constexpr basic_writer& counts(std::uint64_t n_qstr, std::uint64_t n_obj) {
        return mark(field::n_qstr).vuint(n_qstr).mark(field::n_obj).vuint(n_obj);
    }

    constexpr basic_writer& static_qstr(std::uint64_t number) { return mark(field::qstr).vuint(number << 1 | 1); }

    template <std::size_t N>
    constexpr basic_writer& qstr(const char (&literal)[N]) {
        mark(field::qstr).vuint((N - 1) << 1);
        return mark(field::qstr_text).text(literal).mark(field::qstr_nul).byte(0);
    }

    // An object without contents, or the type byte of any.
    constexpr basic_writer& object(object_type type) { return mark(field::object).byte(static_cast<unsigned>(type)); }

    template <std::size_t N>
    constexpr basic_writer& object(object_type type, const char (&literal)[N]) {
        object(type).mark(field::object_size).vuint(N - 1).mark(field::object_text).text(literal);
        return type == object_type::str || type == object_type::bytes ? mark(field::object_nul).byte(0) : *this;
    }

    // So many objects follow.
    constexpr basic_writer& tuple(std::uint64_t count) {
        return object(object_type::tuple).mark(field::object_size).vuint(count);
    }

    // -- raw code

    // The vuint alone: `size` may claim more or less than the code that follows.
    constexpr basic_writer& raw_code(kind k, std::uint64_t size, bool children = false) {
        return mark(field::raw_code).vuint(size << 3 | (children ? 4u : 0u) | static_cast<unsigned>(k));
    }

    constexpr basic_writer& raw_code(kind k, std::span<const std::uint8_t> code, bool children = false) {
        return raw_code(k, code.size(), children).mark(field::code).bytes(code);
    }

    constexpr basic_writer& bytecode(std::span<const std::uint8_t> code, bool children = false) {
        return raw_code(kind::bytecode, code, children);
    }

    constexpr basic_writer& native(std::span<const std::uint8_t> code, std::uint64_t prelude_offset,
                                   bool children = false) {
        return raw_code(kind::native, code, children).mark(field::prelude_offset).vuint(prelude_offset);
    }

    constexpr basic_writer& viper(std::span<const std::uint8_t> code, const viper_fields& v = {}) {
        const bool rodata = !v.rodata.empty() || (v.flags & flag::rodata) != 0;
        const bool bss = v.bss > 0 || (v.flags & flag::bss) != 0;
        raw_code(kind::viper, code, v.children).mark(field::flags);
        vuint(v.flags | (v.relocations ? flag::relocations : 0) | (rodata ? flag::rodata : 0) | (bss ? flag::bss : 0));
        if (rodata) {
            mark(field::rodata_size).vuint(v.rodata.size());
        }
        if (bss) {
            mark(field::bss_size).vuint(v.bss);
        }
        return rodata ? mark(field::rodata).bytes(v.rodata) : *this;
    }

    constexpr basic_writer& assembler(std::span<const std::uint8_t> code, std::uint64_t n_pos_args,
                                      std::uint64_t type_signature, std::uint64_t flags = 0, bool children = false) {
        raw_code(kind::assembler, code, children).mark(field::flags).vuint(flags);
        return mark(field::n_pos_args).vuint(n_pos_args).mark(field::type_signature).vuint(type_signature);
    }

    // So many raw codes follow.
    constexpr basic_writer& children(std::uint64_t count) { return mark(field::n_children).vuint(count); }

    // -- relocations

    constexpr basic_writer& relocation(destination d, place p = running) {
        const unsigned head = d.operation << 1 | (p.given ? 1u : 0u);
        require(head < 0xff);
        mark(field::relocation).byte(head);
        return p.given ? mark(field::place).vuint(p.encoded) : *this;
    }

    constexpr basic_writer& relocation(destination d, place p, repeat r) {
        require(d.repeats);
        return relocation({d.operation | 1, true}, p).mark(field::repeat).vuint(r.words);
    }

    constexpr basic_writer& relocation(destination d, repeat r) { return relocation(d, running, r); }

    constexpr basic_writer& end_of_relocations() { return mark(field::end_of_relocations).byte(0xff); }

    // -- preludes: written by a writer of their own, which is then the code (or a part of it) of another

    // At least `n` bytes, the last ones without content.
    constexpr basic_writer& prelude_signature(signature s, std::size_t n = 1) {
        mark(field::signature);
        unsigned states = s.n_state - 1;
        bool more = true;
        for (std::size_t written = 1; more; ++written) {
            const unsigned bits = written == 1
                                      ? take(states, 4) << 3 | take(s.exception_stack, 1) << 2 | take(s.positional, 2)
                                      : take(s.scope_flags, 1) << 6 | take(states, 2) << 4 |
                                            take(s.keyword_only, 1) << 3 | take(s.positional, 1) << 2 |
                                            take(s.exception_stack, 1) << 1 | take(s.default_positional, 1);
            more = written < n || (states | s.exception_stack | s.scope_flags | s.positional | s.keyword_only |
                                   s.default_positional) != 0;
            byte(bits | (more ? 0x80u : 0u));
        }
        return *this;
    }

    constexpr basic_writer& prelude_sizes(unsigned source_info, unsigned cells, std::size_t n = 1) {
        mark(field::sizes);
        bool more = true;
        for (std::size_t written = 1; more; ++written) {
            const unsigned bits = take(source_info, 6) << 1 | take(cells, 1);
            more = written < n || (source_info | cells) != 0;
            byte(bits | (more ? 0x80u : 0u));
        }
        return *this;
    }

    // The whole prelude, its sizes being those of what is given. Names: the function's, then those of its arguments.
    constexpr basic_writer& prelude(signature s, std::initializer_list<unsigned> names,
                                    std::initializer_list<std::uint8_t> line_table = {},
                                    std::initializer_list<std::uint8_t> cells = {}) {
        std::size_t source_info = line_table.size();
        for (const unsigned name : names) {
            source_info += vuint_size(name);
        }
        prelude_signature(s)
            .prelude_sizes(static_cast<unsigned>(source_info), static_cast<unsigned>(cells.size()))
            .mark(field::source_info);
        for (const unsigned name : names) {
            mark(field::prelude_name).vuint(name);
        }
        mark(field::line_table).bytes({line_table.begin(), line_table.size()});
        return mark(field::cells).bytes({cells.begin(), cells.size()});
    }

private:
    static constexpr std::uint32_t absent = 0xffffffff;

    static constexpr void require(bool holds) {
        if (!holds) {
            __builtin_trap();
        }
    }

    static constexpr std::size_t vuint_size(std::uint64_t value) {
        std::size_t groups = 1;
        while ((value >>= 7) != 0) {
            ++groups;
        }
        return groups;
    }

    // The lowest n bits, which `value` then has no more.
    static constexpr unsigned take(unsigned& value, unsigned n) {
        const unsigned low = value & ((1u << n) - 1);
        value >>= n;
        return low;
    }

    std::array<std::uint8_t, Capacity> bytes_{};
    std::size_t size_ = 0;
    std::array<std::uint32_t, static_cast<std::size_t>(field::n_fields)> offsets_{};
};

using writer = basic_writer<512>;

}  // namespace natload::testing
