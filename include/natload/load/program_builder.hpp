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

    struct open_tuple {
        word object;         // 0: the table of objects
        std::uint32_t next;  // item
    };
    struct placed {
        std::uint8_t* child;        // where the next one's word goes
        std::uint8_t* sections[2];  // code and rodata, with bss behind it
    };
    using raw_code = placed_code<word>;
    using holdings = detail::holdings<word>;
    using which = typename holdings::which;

    constexpr program_builder(Cursor image, [[maybe_unused]] Code& c, Data& d, Host& h, holdings& has,
                              [[maybe_unused]] trailing rest = trailing::refuse)
        : walk(image, typename walk::finds_no_parts{}), has_(has), host_(h), data_memory_(d) {
        if (goes_twice) in.set_dry(true);
        has.blocks[holdings::code].size = limit(P::options.max_code, code_alignment);
        has.blocks[holdings::data].size = limit(P::options.max_data, word_size);
        if constexpr (!in_memory) {
            text_ = nullptr;
            text_at_ = 0;
            most_ = 0;
            rest_ = rest;
        }
        if constexpr (stays_in_flash) code_memory_ = &c;
    }

    /// Whether the blocks that it places into have to be cleared; else it clears what it takes of them.
    static constexpr bool takes_cleared_blocks = in_memory;

    constexpr trailing rest() const { return in_memory ? trailing::refuse : rest_; }

    /// How much of a block is taken, or was at most, where something is given back.
    constexpr std::uint32_t needed(which where) const {
        const std::uint32_t taken = taken_[where];
        return !in_memory && where == holdings::data && most_ > taken ? most_ : taken;
    }

    [[gnu::noinline]] constexpr void read() {
        if constexpr (P::options.scope == scope::linked) parts.sizes = {};  // it sets those that there are
        detail::read_image<P>(*this, rest());
        if constexpr (!in_memory) {
            if (in.input().window->failed()) in.overrule(errc::read_failed);
        }
    }

    /// From now on it places, into the blocks, what there is from `begin` on.
    constexpr void place(position begin) {
        in.seek(begin);
        taken_[holdings::code] = 0;
        taken_[holdings::data] = 0;
        target_.address[host_table] = host_.table_address();
        target_.host_entries = host_.table();
        target = &target_;
        in.set_dry(false);
    }

    /// Reads the image and places it. What there is of code runs at `run`.
    constexpr errc build(word run) {
        run_ = run;
        read();
        if constexpr (requires { in.input().window->source().genuine(); }) {
            if (!in.failed() && !in.input().window->source().genuine()) {
                in.reread(in.at());
                return errc::not_genuine;
            }
        }
        return in.failure();
    }

    constexpr bool is_verified() const { return in_memory && walk::is_verified(); }

    constexpr void tables(std::uint32_t name_count, std::uint32_t object_count) {
        next_object_ = take(holdings::data, object_count, word_shift);
        next_name_ = take(holdings::data, name_count, 1);
        if (does_nothing()) return;
        has_.objects = object_count;
        has_.names = name_count;
        target_.address[object_table] = address(next_object_);
        target_.address[name_table] = address(next_name_);
    }

    constexpr bool name(std::uint32_t number, reason& why) {
        const bool is_text = number == 0;
        if (!does_nothing()) {
            if (is_text) {
                number = host_.intern(text(static_cast<std::uint32_t>(in.at() - in.field()) - 1));
                if (number == 0) {
                    why = errc::host_full;
                    return false;
                }
            }
            std::uint8_t* const at = next_name_;
            next_name_ += sizeof(std::uint16_t);
            store<std::uint16_t, arch::byte_order>(at, static_cast<std::uint16_t>(number));
        }
        if constexpr (!in_memory) {
            if (is_text) give_back_text();
        }
        return true;
    }

    constexpr bool object(open_tuple& into, open_tuple& made, object_type type, std::uint32_t size, reason& why) {
        if (does_nothing()) return true;
        const word object =
            static_cast<word>(type == object_type::tuple ? host_.tuple(size) : host_.object(type, text(size)));
        made = {object, 0};
        if (object == 0) {
            why = errc::host_full;
            return false;
        }
        if (into.object != 0) {
            host_.set_item(into.object, into.next++, object);
        } else {
            put(next_object_, object);
        }
        return true;
    }

    constexpr void hold(placed& holder) { holder.child = has_.root; }

    constexpr position take_text(std::uint32_t size) {
        if constexpr (in_memory) {
            return in.take(size);
        } else {
            text_at_ = taken_[holdings::data];
            return lay_down(holdings::data, size, text_);
        }
    }
    constexpr position take_code(placed& at, code_kind kind, std::uint32_t size) {
        const bool bytecode = kind == code_kind::bytecode;
        if constexpr (stays_in_flash) {
            at.sections[code_section] = nullptr;
            return in.take(size);
        } else {
            if (in_memory && bytecode) return in.take(size);
            return lay_down(bytecode ? holdings::data : holdings::code, size, at.sections[code_section]);
        }
    }
    constexpr void take_rodata(placed& at, std::uint32_t size) {
        lay_down(holdings::data, size, at.sections[rodata_section]);
    }

    constexpr bool enter(placed& parent, placed& at, position code, code_kind kind, raw_code& made,
                         const section_sizes& sizes, reason& why) {
        const auto size = sizes[code_section];
        const bool native = kind == code_kind::native;
        const bool machine_code = kind != code_kind::bytecode;
        word in_place = 0;
        if constexpr (stays_in_flash) {
            if (machine_code) {
                if (is_unrelocated(in, made)) {
                    in_place = code_memory_->address_in_place(code, size, arch::code_alignment);
                }
                if (in_place == 0) at.sections[code_section] = take(holdings::code, size, 0);
            }
        }
        take(holdings::data, sizes[bss_section], 0);
        std::uint32_t words = made.children;
        if (native && words != 0) ++words;
        at.child = take(holdings::data, words, word_shift);
        std::uint8_t* prelude_copy = nullptr;
        if (native && copies_preludes && in_place == 0) {
            prelude_copy = take(holdings::data, size - made.prelude_offset, 0);
        }
        if (does_nothing()) return true;

        made.child_table = address(at.child);
        made.name_table = target_.address[name_table];
        made.object_table = target_.address[object_table];
        if constexpr (stays_in_flash) {
            if (machine_code && in_place == 0) copy(code, size, at.sections[code_section]);
        }
        if constexpr (in_memory) made.code_at = code;
        if (!in_memory || (machine_code && in_place == 0)) made.code_at = at.sections[code_section];
        if (machine_code) {
            const word runs_at = in_place == 0 ? run(at) : in_place;
            made.address = arch::callable(runs_at);
            if (native) {
                made.prelude_at = made.code_at + made.prelude_offset;
                word prelude_address = runs_at + made.prelude_offset;
                if (copies_preludes && in_place == 0) {
                    copy(made.prelude_at, size - made.prelude_offset, prelude_copy);
                    made.prelude_at = prelude_copy;
                    prelude_address = address(prelude_copy);
                }
                if (made.children != 0) {
                    store<word, arch::byte_order>(at.child + std::size_t{made.children} * word_size, prelude_address);
                } else {
                    made.child_table = prelude_address;
                }
            }
        }
        const word function = function_of(made);
        if (function == 0) {
            why = errc::host_full;
            return false;
        }
        put(parent.child, function);
        return true;
    }

    constexpr void relocate(placed& at) {
        if constexpr (stays_in_flash) {
            // What runs in place is nowhere to write, even if the image has changed and now has relocations for it.
            target = at.sections[code_section] == nullptr ? nullptr : &target_;
            if (target == nullptr) return;
        }
        target_.writable = at.sections;
        target_.address[code_section] = run(at);
        target_.address[rodata_section] = address(at.sections[rodata_section]);
        target_.address[bss_section] =
            target_.address[rodata_section] + align_up(parts.sizes[rodata_section], word_size);
    }

    constexpr void finish(std::uint32_t) {}

private:
    static constexpr std::uint32_t word_size = sizeof(word);
    static constexpr unsigned word_shift = word_size == 8 ? 3 : 2;
    static constexpr std::uint32_t code_alignment = arch::code_alignment;
    static_assert(code_alignment >= word_size);
    static constexpr unsigned less_aligned = std::countr_zero(code_alignment) - word_shift;  // data, which is to a word

    /// How much there may be, in multiples of an alignment; of the larger one where there is no limit.
    static constexpr std::uint32_t limit(std::uint32_t most, std::uint32_t alignment) {
        return most & ~((most == 0xffffffff ? code_alignment : alignment) - 1);
    }

    constexpr bool does_nothing() const { return !in.counts(); }

    /// Takes cleared room for so many items of 1 << shift bytes. Null: there is none, or not so much.
    [[gnu::noinline]] constexpr std::uint8_t* take(which where, std::uint32_t count, unsigned shift) {
        const block& from = has_.blocks[where];
        const std::uint32_t taken = taken_[where];
        if (count > (from.size - taken) >> shift) {
            static_assert(static_cast<int>(errc::data_limit) == static_cast<int>(errc::code_limit) + holdings::data);
            in.refuse(static_cast<errc>(static_cast<unsigned>(errc::code_limit) + where));
            return nullptr;
        }
        const std::uint32_t next = align_up(taken + (count << shift), code_alignment >> (where * less_aligned));
        taken_[where] = next;
        if (from.at == nullptr) return nullptr;
        std::uint8_t* const at = from.at + taken;
        if constexpr (!in_memory) clear(at, next - taken);  // text of names has lain there
        return at;
    }

    /// Steps over what comes next and lays it down in room for it, if there is any yet.
    [[gnu::noinline]] constexpr position lay_down(which where, std::uint32_t size, std::uint8_t*& laid) {
        const bool steps = in_memory || (goes_twice && does_nothing());
        if (steps) in.skip(size);
        laid = take(where, size, 0);
        if constexpr (in_memory) {
            if (!does_nothing() && laid != nullptr) copy(in.field(), size, laid);
        } else {
            if (!steps) in.take(size, laid);
        }
        return in.field();
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
        most_ = needed(holdings::data);
        taken_[holdings::data] = text_at_;
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
        return run_ + static_cast<word>(at.sections[code_section] - has_.blocks[holdings::code].at);
    }

    constexpr void put(std::uint8_t*& next, word value) {
        std::uint8_t* const at = next;
        next += word_size;
        store<word, arch::byte_order>(at, value);
    }

    // Most often used first: the nearer, the shorter are a machine's instructions.
    holdings& has_;
    Host& host_;
    std::uint32_t taken_[2] = {};
    std::uint8_t* next_object_;
    std::uint8_t* next_name_;
    std::uint8_t* text_;     // what comes through a window; read last
    std::uint32_t text_at_;  // in the data
    std::uint32_t most_;     // of the data that was ever taken
    word run_ = 0;
    Data& data_memory_;
    Code* code_memory_;
    trailing rest_;
    relocation_target<arch> target_;
};

}  // namespace natload::inline v0::detail
