// SPDX-License-Identifier: MIT
#pragma once

#include <natload/format/verify.hpp>
#include <natload/host/interpreter_host.hpp>

namespace natload::inline v0::detail {

/// What becomes of what a walk finds in a program: the first walk, which verifies, has it sum up; the second one has
/// it put each thing in its place and the host make objects and functions, parents before what they hold.
/// It writes nowhere but in the blocks that it was given, whatever becomes of the image meanwhile.
template <class P, class Host, class Data>
struct program_builder : count_totals<typename P::arch> {
    using arch = typename P::arch;
    using word = typename arch::word;
    static constexpr std::uint32_t word_size = sizeof(word);

    /// Where the next of a kind goes, and where there is room no more.
    struct room {
        std::uint8_t* next = nullptr;
        std::uint8_t* end = nullptr;

        /// Null: there is not so much.
        constexpr std::uint8_t* take(std::uint64_t size) {
            if (size > static_cast<std::size_t>(end - next)) return nullptr;
            std::uint8_t* const at = next;
            next += size;
            return at;
        }
    };

    using count_totals<arch>::totals;
    std::uint32_t preludes = 0;  // bytes of those that are copied
    bool copies_preludes;
    Host& host;
    Data& data_memory;
    image_walk<arch>& walk;

    bool placing = false;
    room objects, children, variables, prelude_copies, code;  // variables: rodata and bss
    word run = 0;                                             // where the code runs that is written at code.next
    word name_table = 0, object_table = 0;
    word root = 0;

    constexpr program_builder(Host& h, Data& d, image_walk<arch>& w, bool copies)
        : copies_preludes(copies), host(h), data_memory(d), walk(w) {}

    // What could not be read is verify's to refuse; when placing, the image has changed: nothing more is made of it.
    constexpr errc object(object_type type, bytes text) {
        if (!placing || walk.in.failed()) return walk.in.failure();
        return keep(host.object(type, text));
    }

    constexpr errc tuple(std::uint32_t items) {
        if (!placing || walk.in.failed()) return walk.in.failure();
        const word made = host.tuple(items);
        const errc why = keep(made);
        if (items != 0) *open_tuple_++ = {made, 0};
        return why;
    }

    constexpr void end_tuple() {
        if (placing) --open_tuple_;
    }

    constexpr errc enter(const code_found& found, const module_parts& parts) {
        if (placing) return walk.in.failed() ? walk.in.failure() : place(found, parts);
        if (copies_preludes && found.kind == code_kind::native)
            preludes += static_cast<std::uint32_t>(prelude_of(found, parts).size());
        return count_totals<arch>::enter(found, parts);
    }

    constexpr void relocate(const module_parts&) {
        if (!placing) return;
        const code_in_the_making& at = open_code_[-1];
        writable_[code_section] = at.code;
        writable_[rodata_section] = at.rodata;
        target_ = {{at.run, at.rodata_address, at.bss, name_table, object_table, host.table_address()},
                   host.table(),
                   writable_};
        walk.target = &target_;
    }

    constexpr void relocated(cursor) {}

    constexpr void leave() {
        if (placing) --open_code_;
    }

private:
    struct tuple_in_the_making {
        word object;
        std::uint32_t items;  // which it has already
    };
    struct code_in_the_making {
        std::uint8_t* child;  // the next one's place in the table of children
        std::uint8_t* code;   // null: bytecode
        std::uint8_t* rodata;
        word run;
        word rodata_address;
        word bss;
    };

    static constexpr bytes prelude_of(const code_found& found, const module_parts& parts) {
        return {found.prelude, parts.code + parts.sizes[code_section]};
    }

    constexpr word address(std::uint8_t* at) const { return static_cast<word>(data_memory.address(at)); }
    static constexpr void put(std::uint8_t* at, word value) { store<word, arch::byte_order>(at, value); }

    /// Puts an object where it belongs: into the innermost tuple or the table.
    constexpr errc keep(word made) {
        if (made == 0) return errc::host_full;
        if (open_tuple_ != tuples_) {
            tuple_in_the_making& in = open_tuple_[-1];
            host.set_item(in.object, in.items++, made);
            return errc::none;
        }
        std::uint8_t* const at = objects.take(word_size);
        if (at == nullptr) return errc::data_limit;  // the image has changed
        put(at, made);
        return errc::none;
    }

    constexpr errc place(const code_found& found, const module_parts& parts) {
        const std::uint32_t size = parts.sizes[code_section];
        const bool native = found.kind == code_kind::native;
        const std::uint64_t entries = found.child_entries();
        placed_code<word> placed;
        placed.kind = found.kind;
        placed.code = {parts.code, size};
        placed.children = found.children;
        placed.name_table = name_table;
        placed.object_table = object_table;
        placed.arguments = found.arguments;
        placed.signature = found.signature;

        code_in_the_making made{};
        made.child = children.take(entries * word_size);
        if (made.child == nullptr) return errc::data_limit;  // the image has changed
        if (entries != 0) placed.child_table = address(made.child);

        if (found.kind != code_kind::bytecode) {
            made.code = code.take(align_up(size, std::uint32_t{arch::code_alignment}));
            if (made.code == nullptr) return errc::code_limit;
            made.run = run;
            run += static_cast<word>(code.next - made.code);
            copy(parts.code, size, made.code);
            placed.code = {made.code, size};
            placed.address = arch::callable(made.run);
        }
        if (found.kind == code_kind::viper) {
            made.rodata = variables.take(align_up(parts.sizes[rodata_section], word_size));
            std::uint8_t* const bss =
                variables.take(align_up(std::uint64_t{parts.sizes[bss_section]}, std::uint64_t{word_size}));
            if (made.rodata == nullptr || bss == nullptr) return errc::data_limit;
            copy(parts.rodata, parts.sizes[rodata_section], made.rodata);
            made.rodata_address = address(made.rodata);
            made.bss = address(bss);
        }
        if (native) {
            const bytes prelude = prelude_of(found, parts);
            const auto offset = static_cast<std::uint32_t>(found.prelude - parts.code);
            word at = made.run + offset;
            placed.prelude = {made.code + offset, prelude.size()};
            if (copies_preludes) {
                std::uint8_t* const to = prelude_copies.take(static_cast<std::uint32_t>(prelude.size()));
                if (to == nullptr) return errc::data_limit;
                copy(prelude.data(), prelude.size(), to);
                placed.prelude = {to, prelude.size()};
                at = address(to);
            }
            if (entries == 0) {
                placed.child_table = at;
            } else {
                put(made.child + found.children * word_size, at);
            }
        }

        const word function = host.function(placed);
        if (function == 0) return errc::host_full;
        if (open_code_ == codes_) {
            root = function;
        } else {
            put(open_code_[-1].child, function);
            open_code_[-1].child += word_size;
        }
        *open_code_++ = made;
        return errc::none;
    }

    tuple_in_the_making tuples_[P::options.max_object_depth] = {};
    code_in_the_making codes_[P::options.max_code_depth] = {};
    tuple_in_the_making* open_tuple_ = tuples_;  // behind the innermost
    code_in_the_making* open_code_ = codes_;     // behind the innermost
    relocation_target<arch> target_ = {};
    std::uint8_t* writable_[2] = {};
};

}  // namespace natload::inline v0::detail
