// SPDX-License-Identifier: MIT
#pragma once

#include <natload/format/verify.hpp>
#include <natload/host/interpreter_host.hpp>

namespace natload::inline v0::detail {

/// A walk that makes a program of what it comes to. It goes twice over the image: the first time, to verify it, it
/// takes room for each thing without any; the second time it takes the same room from the blocks that were allocated,
/// puts each thing there, and has the host make objects and functions, parents before what they hold.
/// It writes nowhere but in these blocks, whatever becomes of the image meanwhile.
template <class P, class Host, class Data, bool CopiesPreludes>
class program_builder : public image_walk<typename P::arch> {
    using arch = typename P::arch;
    using walk = image_walk<arch>;

public:
    using walk::in, walk::parts, walk::target;
    using word = typename arch::word;

    /// Room for what is placed; without a block it is only added up.
    struct room {
        std::uint32_t taken;
        std::uint32_t end;  // a multiple of what the pieces are aligned to
        std::uint8_t* block;
    };
    struct open_tuple {
        word object;         // 0: the table of objects
        std::uint32_t next;  // item
    };
    struct placed {
        std::uint8_t* child;        // where the next one's word goes
        std::uint8_t* sections[2];  // code and rodata, with bss behind it
    };
    using raw_code = placed_code<word>;

    constexpr program_builder(cursor image, Host& h, Data& d) : walk{image}, host_(h), data_memory_(d) {}

    room code{0, P::options.max_code & ~(arch::code_alignment - 1u), nullptr};
    room data{0, P::options.max_data & ~(word_size - 1u), nullptr};
    word root = 0;
    std::uint32_t names = 0;    // in their table, which lies behind that of the objects
    std::uint32_t objects = 0;  // in theirs, with which the data begins

    /// From now on it places: into blocks that hold what was taken so far. What there is of code runs at `run`.
    constexpr void place(std::uint8_t* code_block, std::uint8_t* data_block, word run) {
        code = {0, code.taken, code_block};
        data = {0, data.taken, data_block};
        run_ = run;
        target_.address[host_table] = host_.table_address();
        target_.host_entries = host_.table();
        target = &target_;
    }

    constexpr void tables(std::uint32_t name_count, std::uint32_t object_count) {
        next_object_ = take(data, object_count, word_shift);
        next_name_ = take(data, name_count, 1);
        if (does_nothing()) return;
        names = name_count;
        objects = object_count;
        target_.address[object_table] = address(next_object_);
        target_.address[name_table] = address(next_name_);
    }

    constexpr void name(std::uint32_t number) {
        if (does_nothing()) return;
        if (number == 0) number = host_.intern({in.field(), in.at() - 1});
        if (number == 0) return in.refuse(errc::host_full);
        store<std::uint16_t, arch::byte_order>(next_name_, static_cast<std::uint16_t>(number));
        next_name_ += sizeof(std::uint16_t);
    }

    constexpr open_tuple object(object_type type, bytes text) {
        return {does_nothing() ? word{0} : static_cast<word>(host_.object(type, text)), 0};
    }

    constexpr open_tuple tuple(std::uint32_t items) {
        return {does_nothing() ? word{0} : static_cast<word>(host_.tuple(items)), 0};
    }

    constexpr void put(open_tuple& into, open_tuple made) {
        if (does_nothing()) return;
        if (made.object == 0) return in.refuse(errc::host_full);
        if (into.object != 0) {
            host_.set_item(into.object, into.next++, made.object);
        } else {
            put(next_object_, made.object);
        }
    }

    constexpr placed enter(placed* parent, raw_code& made) {
        const auto size = parts.sizes[code_section];
        const bool native = made.kind == code_kind::native;
        placed at;
        at.child = take(data, made.children, word_shift);
        std::uint8_t* prelude_word = at.child;
        if (native && made.children != 0) prelude_word = take(data, 1, word_shift);
        if (made.kind != code_kind::bytecode) at.sections[code_section] = take(code, size, 0);
        at.sections[rodata_section] = take(data, parts.sizes[rodata_section], 0);
        take(data, parts.sizes[bss_section], 0);
        std::uint8_t* prelude_copy = nullptr;
        if (native && CopiesPreludes) prelude_copy = take(data, size - made.prelude_offset, 0);
        if (does_nothing()) return at;

        if (made.children != 0) made.child_table = address(at.child);
        made.name_table = target_.address[name_table];
        made.object_table = target_.address[object_table];
        made.code = {parts.code, size};
        if (made.kind != code_kind::bytecode) {
            copy(parts.code, size, at.sections[code_section]);
            made.code = {at.sections[code_section], size};
            made.address = arch::callable(run(at));
        }
        if (made.kind == code_kind::viper) {
            copy(parts.rodata, parts.sizes[rodata_section], at.sections[rodata_section]);
        }
        if (native) {
            made.prelude = {made.code.begin() + made.prelude_offset, made.code.end()};
            word prelude_address = run(at) + made.prelude_offset;
            if constexpr (CopiesPreludes) {
                copy(made.prelude.data(), made.prelude.size(), prelude_copy);
                made.prelude = {prelude_copy, made.prelude.size()};
                prelude_address = address(prelude_copy);
            }
            if (made.children != 0) {
                put(prelude_word, prelude_address);
            } else {
                made.child_table = prelude_address;
            }
        }
        const word function = host_.function(made);
        if (function == 0) in.refuse(errc::host_full);
        if (parent != nullptr) {
            put(parent->child, function);
        } else {
            root = function;
        }
        return at;
    }

    constexpr void relocate(placed& at) {
        if (does_nothing()) return;
        target_.writable = at.sections;
        target_.address[code_section] = run(at);
        target_.address[rodata_section] = address(at.sections[rodata_section]);
        target_.address[bss_section] =
            target_.address[rodata_section] + align_up(parts.sizes[rodata_section], word_size);
    }

private:
    static constexpr std::uint32_t word_size = sizeof(word);
    static constexpr unsigned word_shift = word_size == 8 ? 3 : 2;

    constexpr bool does_nothing() const { return target == nullptr || in.failed(); }

    /// Null: there is none, or not so much.
    [[gnu::noinline]] constexpr std::uint8_t* take(room& from, std::uint32_t count, unsigned shift) {
        const bool is_code = &from == &code;
        if (count > (from.end - from.taken) >> shift) {
            in.refuse(is_code ? errc::code_limit : errc::data_limit);
            return nullptr;
        }
        std::uint8_t* const at = from.block == nullptr ? nullptr : from.block + from.taken;
        from.taken = align_up(from.taken + (count << shift), is_code ? std::uint32_t{arch::code_alignment} : word_size);
        return at;
    }

    constexpr word address(std::uint8_t* at) const { return static_cast<word>(data_memory_.address(at)); }
    constexpr word run(const placed& at) const {
        return run_ + static_cast<word>(at.sections[code_section] - code.block);
    }

    constexpr void put(std::uint8_t*& at, word value) {
        store<word, arch::byte_order>(at, value);
        at += word_size;
    }

    Host& host_;
    Data& data_memory_;
    std::uint8_t* next_object_ = nullptr;
    std::uint8_t* next_name_ = nullptr;
    word run_ = 0;
    relocation_target<arch> target_ = {};
};

}  // namespace natload::inline v0::detail
