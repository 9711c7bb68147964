// SPDX-License-Identifier: MIT
// Loads a program for an interpreter that notes what it is asked to make, and compares that with what the reference
// reader finds in the image. Whatever becomes of it, all must be given back and nothing else be touched.
#pragma once

#include <natload/cache/none.hpp>
#include <natload/host/simulated.hpp>
#include <natload/load.hpp>
#include <natload/memory/in_place.hpp>
#include <natload/source/simulated.hpp>

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "hostile/differential.hpp"
#include "hostile/guarded_memory.hpp"

namespace natload::testing {

// Makes whatever it is asked for, numbered from 1, until it has made so many.
template <class P>
class noting_interpreter : public host::simulated<typename P::arch::word, P::options.host_entries, 512, 16384> {
public:
    using word = typename P::arch::word;
    struct thing {
        bool dropped = false;
        bool is_tuple = false;
        bool is_function = false;
        object_type type = object_type::none;
        bytes text;
        std::vector<word> items;
        std::uint32_t size = 0;  // items that a tuple is to have
        placed_code<word> code;
    };
    std::vector<thing> made;
    std::size_t most = SIZE_MAX;
    std::function<void(std::size_t)> before = [](std::size_t) {};  // told of each request, from 0
    bool wrong = false;

    noting_interpreter() : host::simulated<word, P::options.host_entries, 512, 16384>(0x0800'4000) {}

    thing& operator[](word object) { return made.at(static_cast<std::size_t>(object - 1)); }

    word object(object_type type, bytes text) {
        thing t;
        t.type = type;
        t.text = text;
        return add(std::move(t));
    }
    word tuple(std::uint32_t count) {
        thing t;
        t.is_tuple = true;
        t.size = count;
        return add(std::move(t));
    }
    void set_item(word tuple, std::uint32_t i, word item) {
        thing& t = (*this)[tuple];
        wrong = wrong || !t.is_tuple || t.items.size() != i || i >= t.size;
        t.items.push_back(item);
    }
    word function(const placed_code<word>& code) {
        thing t;
        t.is_function = true;
        t.code = code;
        return add(std::move(t));
    }

    // What a function's children are, memory says: only what is dropped first, root and constants, is told.
    void drop(word object) {
        if (object == 0) return;
        thing& t = (*this)[object];
        wrong = wrong || t.dropped;
        t.dropped = true;
        for (const word item : t.items) drop(item);
    }

private:
    word add(thing t) {
        before(made.size());
        if (made.size() == most) return 0;
        made.push_back(std::move(t));
        return static_cast<word>(made.size());
    }
};

// Code memory whose bytes firmware can't read.
template <class Word>
struct unreadable_memory : guarded_memory<Word> {
    using guarded_memory<Word>::guarded_memory;
    static constexpr bool readable = false;
};

// Code memory beside an image that the machine runs from where it is.
template <class Word>
struct memory_beside_flash : guarded_memory<Word> {
    using guarded_memory<Word>::guarded_memory;
    bytes flash;

    Word address_in_place(const std::uint8_t* code, std::size_t size, std::size_t alignment) {
        return memory::in_place<memory_beside_flash, Word>(*this, flash).address_in_place(code, size, alignment);
    }
    Word address(const std::uint8_t* at) const {
        const bool in_place = at >= flash.begin() && at <= flash.end();
        return in_place ? static_cast<Word>(reinterpret_cast<std::uintptr_t>(at)) : guarded_memory<Word>::address(at);
    }
};

template <class P, template <class> class Code = guarded_memory>
struct interpreting_machine {
    using word = typename P::arch::word;
    static constexpr auto code_address = static_cast<word>(0x2000'0100);
    static constexpr auto data_address = static_cast<word>(~word{0} - 0x1fff);
    static constexpr std::size_t room = 64 * 1024;

    Code<word> code{code_address, room};
    guarded_memory<word> data{data_address, room};
    noting_interpreter<P> host;
    program_loader<P, decltype(code), decltype(data), decltype(host), cache::none> load_to{P{}, code, data, host, {}};
};

// Compares what was made with the image, in the order of making. Of an image in memory, bytecode stays in its place.
template <class P, class Machine, class Program>
class built_from {
public:
    using word = typename P::arch::word;

    built_from(Machine& m, const Program& program, bool in_memory = true)
        : m_(m), program_(program), in_memory_(in_memory) {}

    std::string wrong_in(const reference::image& image) {
        const std::uint8_t* const table = program_.data().data();
        for (std::size_t i = 0; i < image.objects.size(); ++i) {
            const word at = next_;
            check(image.objects[i]);
            expect(word_at(table + i * sizeof(word)) == at, "another entry in the table of objects");
        }
        expect(program_.root() == next_, "another root");
        check(image.root);
        expect(next_ == m_.host.made.size() + 1, "more things than the image has");
        return wrong_;
    }

private:
    void expect(bool holds, const char* otherwise) {
        if (!holds && wrong_.empty()) wrong_ = otherwise;
    }

    static word word_at(const std::uint8_t* at) { return load_unaligned<word, P::arch::byte_order>(at); }

    typename noting_interpreter<P>::thing take() {
        expect(next_ <= m_.host.made.size(), "fewer things than the image has");
        return wrong_.empty() ? m_.host[next_++] : typename noting_interpreter<P>::thing{};
    }

    void check(const reference::object& o) {
        const word self = next_;
        const auto t = take();
        if (o.type == 10) {
            expect(t.is_tuple && t.size == o.items.size() && t.items.size() == o.items.size(), "another tuple");
            for (std::size_t i = 0; i < o.items.size() && wrong_.empty(); ++i) {
                expect(m_.host[self].items[i] == next_, "another item");
                check(o.items[i]);
            }
            return;
        }
        const std::string text(t.text.begin(), t.text.end());
        expect(!t.is_tuple && !t.is_function && static_cast<unsigned>(t.type) == o.type && text == o.data,
               "another constant");
    }

    void check(const reference::raw_code& c) {
        const auto t = take();
        if (!wrong_.empty()) return;
        const placed_code<word>& p = t.code;
        expect(t.is_function && static_cast<unsigned>(p.kind()) == c.kind, "another kind of function");
        expect(p.children == c.children.size(), "another number of children");
        expect(p.arguments == c.n_pos_args && p.signature == c.type_signature, "another signature");
        expect(p.code().size() == c.code.size(), "another size of code");
        if (!wrong_.empty()) return;
        if (c.kind == 0 && !in_memory_) {
            const bytes data = program_.data();
            expect(p.code().begin() >= data.begin() && p.code().end() <= data.end(),
                   "bytecode that is not in the data");
            expect(std::equal(c.code.begin(), c.code.end(), p.code().begin()), "other bytecode");
        } else if (c.kind == 0) {
            expect(p.code().data() == c.code.data(), "bytecode that is not in its place");
        } else {
            expect(m_.code.address(p.code().data()) == (p.address & ~word{1}), "code somewhere else");
            if (c.relocations.empty()) {
                expect(std::equal(c.code.begin(), c.code.end(), p.code().begin()), "other machine code");
            }
        }
        if (c.kind == 1) {
            const auto prelude = c.code.subspan(c.prelude_offset);
            expect(std::equal(prelude.begin(), prelude.end(), p.prelude().begin(), p.prelude().end()),
                   "another prelude");
        }
        const auto entry = [&](std::size_t i) {  // where there is none, there may be no data either
            const auto at = static_cast<std::size_t>(p.child_table - m_.data_address);
            return word_at(program_.data().data() + at + i * sizeof(word));
        };
        for (std::size_t i = 0; i < c.children.size() && wrong_.empty(); ++i) {
            expect(entry(i) == next_, "another child");
            check(c.children[i]);
        }
        if (c.kind == 1 && wrong_.empty()) {
            constexpr bool copied = requires { requires !decltype(m_.code)::readable; };
            const word prelude = copied ? m_.data.address(p.prelude().data()) : m_.code.address(p.prelude().data());
            const word told = c.children.empty() ? p.child_table : entry(c.children.size());
            expect(told == prelude, "no way to the prelude");
        }
    }

    Machine& m_;
    const Program& program_;
    bool in_memory_;
    word next_ = 1;
    std::string wrong_;
};

// The same platform with limits, so that a source that only reads forward can be loaded from.
constexpr platform_options with_limits(platform_options o) {
    o.max_code = o.max_data = 0x4000;
    return o;
}
template <class P>
using limited = platform<typename P::arch, with_limits(P::options)>;

// What is wrong with how the library reads an image from a source, beside how it loads the same from memory.
template <class P, std::size_t Window, class Source>
std::string misreading(std::span<const std::uint8_t> image, error from_memory, Source& source) {
    interpreting_machine<P> machine;
    {
        const auto program = machine.load_to.template load<Window>(source);
        const error why = program.error();
        // There, text and bytecode need room; and what can't be read twice needs it before it is read.
        const bool too_large =
            why.code == errc::data_limit || why.code == errc::data_memory ||
            (!rewindable_source<Source> && (why.code == errc::code_limit || why.code == errc::host_full));
        if (why != from_memory && !too_large) return "otherwise than from memory: " + text_of(why);
        if (program) {
            const reference::result theirs = reference::read(image, options_of<P>());
            if (!theirs.image) return "loaded what the reference reader refuses";
            using built = built_from<P, interpreting_machine<P>, std::remove_cvref_t<decltype(*program)>>;
            std::string wrong = built(machine, *program, false).wrong_in(*theirs.image);
            if (!wrong.empty()) return wrong;
        }
    }
    if (machine.code.taken() || machine.data.taken() || machine.host.names.in_use() != 0) {
        return "not all was given back";
    }
    if (machine.host.wrong) return "the host was asked for something that makes no sense";
    if (!machine.code.intact() || !machine.data.intact()) return "written outside";
    return {};
}

// The same of a wire that fails before so many bytes.
template <class P>
std::string misreading_before(std::span<const std::uint8_t> image, std::size_t fails_at) {
    interpreting_machine<limited<P>> machine;
    source::simulated_wire wire(image, 5);
    wire.fails_at = fails_at;
    {
        const auto program = machine.load_to.template load<16>(wire);
        if (program && program->root() == 0) return "loaded nothing";
    }
    if (machine.code.taken() || machine.data.taken() || machine.host.names.in_use() != 0) {
        return "not all was given back";
    }
    if (machine.host.wrong) return "the host was asked for something that makes no sense";
    return machine.code.intact() && machine.data.intact() ? "" : "written outside";
}

template <class P>
std::string misreading(std::span<const std::uint8_t> image) {
    using L = limited<P>;
    interpreting_machine<L> machine;
    const error from_memory = machine.load_to.load(bytes(image)).error();
    counting_source<source::simulated_file> file(image, 61);
    counting_source<source::simulated_wire> wire(image, 5);
    if (std::string wrong = misreading<L, 64>(image, from_memory, file); !wrong.empty()) return "a file: " + wrong;
    if (std::string wrong = misreading<L, 7>(image, from_memory, wire); !wrong.empty()) return "a wire: " + wrong;
    if (wire.given > image.size()) return "read more than comes over the wire";
    if (file.given > most_given(image.size(), 64)) return "read more of a file than its size allows";
    return {};
}

// What is wrong with how the library loads a program into such code memory, where the host makes no more than `most`
// things; empty: nothing.
template <class P, template <class> class Code = guarded_memory>
std::string misbuilding(std::span<const std::uint8_t> image, std::size_t most = SIZE_MAX) {
    const error verdict = verify<P>(image).error();
    interpreting_machine<P, Code> machine;
    machine.host.most = most;
    if constexpr (requires { machine.code.flash; }) machine.code.flash = image;
    {
        const auto program = machine.load_to.load(bytes(image));
        const error why = program.error();
        if (verdict != error{}) {
            const bool too_large = why.code == errc::data_limit || why.code == errc::code_limit;
            if (why != verdict && !too_large) return "refused otherwise than by verify: " + text_of(why);
            if (machine.host.made.size() != 0) return "made something of what is refused";
        } else if (!program) {
            const bool may_be = why.code == errc::code_memory || why.code == errc::data_memory ||
                                why.code == errc::host_full || why.code == errc::data_limit ||
                                why.code == errc::code_limit;
            if (!may_be) return "refused: " + text_of(why);
        } else {
            const reference::result theirs = reference::read(image, options_of<P>());
            if (!theirs.image) return "loaded what the reference reader refuses";
            using built = built_from<P, interpreting_machine<P, Code>, std::remove_cvref_t<decltype(*program)>>;
            std::string wrong = built(machine, *program).wrong_in(*theirs.image);
            if (!wrong.empty()) return wrong;
        }
    }
    if (machine.code.taken() || machine.data.taken() || machine.host.names.in_use() != 0) {
        return "not all was given back";
    }
    if (machine.host.wrong) return "the host was asked for something that makes no sense";
    if (machine.host.made.size() > image.size()) return "the host was asked for more than its size allows";
    if (!machine.code.intact() || !machine.data.intact()) return "written outside";
    return {};
}

}  // namespace natload::testing
