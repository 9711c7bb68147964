// SPDX-License-Identifier: MIT
#pragma once

#include <natload/format/verify.hpp>
#include <natload/host/interpreter_host.hpp>
#include <natload/load/program.hpp>
#include <natload/memory/in_place.hpp>
#include <natload/source/window.hpp>

namespace natload::inline v0::detail {

/// Whether an image can be read twice.
template <class Cursor>
inline constexpr bool can_be_rewound = true;
template <class Source, std::size_t Size>
inline constexpr bool can_be_rewound<basic_cursor<in_window<window<Source, Size>>>> = rewindable_source<Source>;

/// A walk that makes a program of what it comes to. It goes twice over an image: the first time, to verify it, it
/// takes room for each thing without any; the second time it takes the same room from the blocks that were allocated,
/// puts each thing there, and has the host make objects and functions, parents before what they hold. Of an image that
/// can't be read twice it does so the first time, from blocks of the platform's limits.
/// It writes nowhere but in these blocks, whatever becomes of the image meanwhile.
/// What comes through a window is laid down in the blocks as it is come to; in memory most of it stays where it is.
template <class P, class Code, class Data, class Host, class Cursor>
class program_builder : public image_walk<typename P::arch, Cursor> {
    using arch = typename P::arch;
    using walk = image_walk<arch, Cursor>;
    static constexpr bool in_memory = std::same_as<Cursor, cursor>;
    static constexpr bool goes_twice = can_be_rewound<Cursor>;
    static constexpr bool stays_in_flash = in_memory && executes_in_place<Code, typename arch::word>;
    /// Where there is code memory that can't be read, it says so: preludes are then copied to data memory.
    static constexpr bool copies_preludes = requires { requires !Code::readable; };

public:
    using position = typename Cursor::position;
    using walk::in, walk::parts, walk::target;
    using word = typename arch::word;

    /// Room for what is placed; without a block it is only added up.
    struct room {
        std::uint32_t taken = 0;
        std::uint32_t end = 0;  // a multiple of what the pieces are aligned to
        std::uint8_t* block = nullptr;
        std::uint32_t most = 0;  // that was ever taken, where something is given back

        constexpr std::uint32_t needed() const { return !in_memory && most > taken ? most : taken; }
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

    constexpr program_builder(Cursor image, [[maybe_unused]] Code& c, Data& d, Host& h, made_by_host<word>& made,
                              [[maybe_unused]] trailing rest = trailing::refuse)
        : walk{image}, made_(made), host_(h), data_memory_(d) {
        rooms[in_code].end = P::options.max_code & ~(arch::code_alignment - 1u);
        rooms[in_data].end = P::options.max_data & ~(word_size - 1u);
        if constexpr (!in_memory) {
            placed_ = {};
            rest_ = rest;
        }
        if constexpr (stays_in_flash) code_memory_ = &c;
    }

    /// Whether the blocks that it places into have to be cleared; else it clears what it takes of them.
    static constexpr bool takes_cleared_blocks = in_memory;

    constexpr trailing rest() const { return in_memory ? trailing::refuse : rest_; }

    enum which : std::uint8_t { in_code, in_data };
    room rooms[2];

    /// From now on it places, into blocks of these sizes. What there is of code runs at `run`.
    constexpr void place(std::uint8_t* code_block, std::uint32_t code_size, std::uint8_t* data_block,
                         std::uint32_t data_size, word run) {
        rooms[in_code] = {0, code_size, code_block, 0};
        rooms[in_data] = {0, data_size, data_block, 0};
        run_ = run;
        target_.address[host_table] = host_.table_address();
        target_.host_entries = host_.table();
        target = &target_;
    }

    constexpr bool is_verified() const { return in_memory && walk::is_verified(); }

    constexpr void tables(std::uint32_t name_count, std::uint32_t object_count) {
        next_object_ = take(in_data, object_count, word_shift);
        next_name_ = take(in_data, name_count, 1);
        if (does_nothing()) return;
        made_.objects = object_count;
        made_.names = name_count;
        target_.address[object_table] = address(next_object_);
        target_.address[name_table] = address(next_name_);
    }

    constexpr void name(std::uint32_t number) {
        const bool is_text = number == 0;
        if (!does_nothing()) {
            if (is_text) number = host_.intern(text(static_cast<std::uint32_t>(in.at() - in.field()) - 1));
            if (number == 0) in.refuse(errc::host_full);
            std::uint8_t* const at = next_name_;
            next_name_ += sizeof(std::uint16_t);
            store<std::uint16_t, arch::byte_order>(at, static_cast<std::uint16_t>(number));
        }
        if constexpr (!in_memory) {
            if (is_text) give_back_text();
        }
    }

    constexpr open_tuple object(open_tuple& into, object_type type, std::uint32_t size) {
        open_tuple made{0, 0};
        if (does_nothing()) return made;
        made.object =
            static_cast<word>(type == object_type::tuple ? host_.tuple(size) : host_.object(type, text(size)));
        if (made.object == 0) {
            in.refuse(errc::host_full);
        } else if (into.object != 0) {
            host_.set_item(into.object, into.next++, made.object);
        } else {
            put(next_object_, made.object);
        }
        return made;
    }

    constexpr position take_text(std::uint32_t size) {
        if constexpr (!in_memory) text_at_ = rooms[in_data].taken;
        return lay(in_data, size, text_);
    }
    constexpr position take_code(code_kind kind, std::uint32_t size) {
        if constexpr (!in_memory) placed_.sections[rodata_section] = nullptr;
        return lay(kind == code_kind::bytecode ? in_data : in_code, size, placed_.sections[code_section]);
    }
    constexpr position take_rodata(std::uint32_t size) { return lay(in_data, size, placed_.sections[rodata_section]); }

    constexpr placed enter(placed* parent, raw_code& made, const section_sizes& sizes) {
        const auto size = sizes[code_section];
        const auto rodata_size = sizes[rodata_section];
        const bool native = made.kind == code_kind::native;
        const bool machine_code = made.kind != code_kind::bytecode;
        placed at = in_memory ? placed{} : placed_;
        word in_place = 0;
        if constexpr (in_memory) {
            if constexpr (stays_in_flash) {
                if (machine_code && is_unrelocated(in, made)) {
                    in_place = code_memory_->address_in_place(parts.code, size, arch::code_alignment);
                }
            }
            if (machine_code && in_place == 0) at.sections[code_section] = take(in_code, size, 0);
            at.sections[rodata_section] = take(in_data, rodata_size, 0);
        }
        take(in_data, sizes[bss_section], 0);
        at.child = take(in_data, made.children, word_shift);
        std::uint8_t* prelude_word = at.child;
        if (native && made.children != 0) prelude_word = take(in_data, 1, word_shift);
        std::uint8_t* prelude_copy = nullptr;
        if (native && copies_preludes && in_place == 0) prelude_copy = take(in_data, size - made.prelude_offset, 0);
        if (does_nothing()) return at;

        if (made.children != 0) made.child_table = address(at.child);
        made.name_table = target_.address[name_table];
        made.object_table = target_.address[object_table];
        if constexpr (in_memory) {
            made.code = {parts.code, size};
            if (machine_code && in_place == 0) copy(parts.code, size, at.sections[code_section]);
            if (rodata_size != 0) copy(parts.rodata, rodata_size, at.sections[rodata_section]);
        }
        const bool placed_here = in_memory ? machine_code && in_place == 0 : true;
        if (placed_here) made.code = {at.sections[code_section], size};
        word runs_at = in_place;
        if (machine_code) {
            if (in_place == 0) runs_at = run(at);
            made.address = arch::callable(runs_at);
        }
        if (native) {
            made.prelude = {made.code.begin() + made.prelude_offset, made.code.end()};
            word prelude_address = runs_at + made.prelude_offset;
            if (copies_preludes && in_place == 0) {
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
        const word function = function_of(made);
        if (function == 0) in.refuse(errc::host_full);
        if (parent != nullptr) {
            put(parent->child, function);
        } else {
            made_.root = function;
        }
        return at;
    }

    constexpr void relocate(placed& at) {
        if (does_nothing()) return;
        if constexpr (stays_in_flash) {
            if (at.sections[code_section] == nullptr) return;
        }
        target_.writable = at.sections;
        target_.address[code_section] = run(at);
        target_.address[rodata_section] = address(at.sections[rodata_section]);
        target_.address[bss_section] =
            target_.address[rodata_section] + align_up(parts.sizes[rodata_section], word_size);
    }

private:
    static constexpr std::uint32_t word_size = sizeof(word);
    static constexpr unsigned word_shift = word_size == 8 ? 3 : 2;

    constexpr bool does_nothing() const { return (goes_twice && target == nullptr) || in.failed(); }

    /// Takes cleared room for so many items of 1 << shift bytes. Null: there is none, or not so much.
    [[gnu::noinline]] constexpr std::uint8_t* take(which where, std::uint32_t count, unsigned shift) {
        room& from = rooms[where];
        if (count > (from.end - from.taken) >> shift) {
            static_assert(static_cast<int>(errc::data_limit) == static_cast<int>(errc::code_limit) + in_data);
            in.refuse(static_cast<errc>(static_cast<unsigned>(errc::code_limit) + where));
            return nullptr;
        }
        const std::uint32_t next =
            align_up(from.taken + (count << shift), where == in_code ? std::uint32_t{arch::code_alignment} : word_size);
        std::uint8_t* at = nullptr;
        if (from.block != nullptr) {
            at = from.block + from.taken;
            if constexpr (!in_memory) clear(at, next - from.taken);  // text of names has lain there
        }
        from.taken = next;
        return at;
    }

    /// Steps over what comes next; through a window, lays it down in room for it, if there is any yet.
    constexpr position lay(which where, std::uint32_t size, std::uint8_t*& laid) {
        if constexpr (in_memory) {
            return in.take(size);
        } else {
            return lay_down(where, size, laid);
        }
    }
    [[gnu::noinline]] constexpr position lay_down(which where, std::uint32_t size, std::uint8_t*& laid) {
        if (goes_twice && does_nothing()) {
            const position at = in.take(size);
            take(where, size, 0);
            return at;
        }
        laid = take(where, size, 0);
        return in.take(size, laid);
    }

    constexpr word function_of(const raw_code& made) {
        if constexpr (P::options.scope == scope::linked) {
            return made.address;
        } else {
            return host_.function(made);
        }
    }

    /// A name's text is not needed once the host has it.
    constexpr void give_back_text() {
        room& data = rooms[in_data];
        data.most = data.needed();
        data.taken = text_at_;
    }

    /// The text that was read last, of a name or an object.
    constexpr bytes text(std::uint32_t size) const {
        if constexpr (in_memory) {
            return {in.field(), size};
        } else {
            return {text_, size};
        }
    }

    constexpr word address(std::uint8_t* at) const { return static_cast<word>(data_memory_.address(at)); }
    constexpr word run(const placed& at) const {
        return run_ + static_cast<word>(at.sections[code_section] - rooms[in_code].block);
    }

    constexpr void put(std::uint8_t*& next, word value) {
        std::uint8_t* const at = next;
        next += word_size;
        store<word, arch::byte_order>(at, value);
    }

    // Most often used first: the nearer, the shorter are a machine's instructions.
    made_by_host<word>& made_;
    Host& host_;
    std::uint8_t* next_object_;
    std::uint8_t* next_name_;
    std::uint8_t* text_;     // what comes through a window; read last
    std::uint32_t text_at_;  // in the data
    placed placed_;          // of the raw code at hand, what comes through a window
    word run_;
    Data& data_memory_;
    Code* code_memory_;
    trailing rest_;
    relocation_target<arch> target_;
};

}  // namespace natload::inline v0::detail
