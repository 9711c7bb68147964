// SPDX-License-Identifier: MIT
// Programs: what the interpreter is asked to make, in which order, where it all lies; and that nothing is left of what
// failed. In constant expressions too.
#include <natload/cache/recording.hpp>
#include <natload/host/simulated_interpreter.hpp>
#include <natload/load/program_loader.hpp>
#include <natload/memory/recording.hpp>
#include <natload/memory/simulated.hpp>
#include <natload/natload.hpp>

#include "support/check_both.hpp"
#include "support/mpy_writer.hpp"
#include "unit/load/program_firmware.hpp"

using namespace natload;
using testing::octets;
using testing::word_at;
using testing::writer;

namespace {

template <class Arch>
using firmware = testing::program_firmware<Arch>;

template <class Arch>
constexpr writer header(unsigned names, unsigned objects) {
    writer w;
    w.header({.architecture = static_cast<testing::isa>(natload::isa{Arch::number})}).counts(names, objects);
    for (unsigned i = 0; i < names; ++i) w.vuint(4).byte('n').byte('0' + i).byte(0);
    return w;
}

constexpr auto function = testing::function_without_arguments;

// Machine code of a Python function with so many children.
template <class Arch>
constexpr auto compiled(unsigned children) {
    writer code;
    code.byte(children);
    for (std::size_t i = 1; i < sizeof(typename Arch::word); ++i) code.byte(0);
    return code.bytes(function);
}

// Two names, ("x", ()) and 7 as constants; bytecode with two children: a Python function as machine code that has an
// assembler function, and a viper function with rodata, bss and a relocation of each.
template <class Arch>
constexpr writer family() {
    using word = typename Arch::word;
    constexpr std::array<std::uint8_t, 2 * sizeof(word)> two_words{};
    constexpr auto rodata = std::array<std::uint8_t, sizeof(word)>{};
    return header<Arch>(2, 2)
        .tuple(2)
        .object(testing::object_type::str, "x")
        .tuple(0)
        .object(testing::object_type::integer, "7")
        .bytecode(function, true)
        .children(2)
        .native(compiled<Arch>(1), sizeof(word), true)
        .children(1)
        .assembler(octets(1, 2, 3), 2, 0x21)
        .viper(two_words, {.rodata = rodata, .bss = 5, .relocations = true})
        .relocation(testing::to::bss, testing::in_code(0))
        .relocation(testing::to::rodata, testing::in_code(1))
        .relocation(testing::to::code, testing::in_rodata(0))
        .end_of_relocations();
}

template <class Arch>
constexpr bool everything_is_made() {
    using word = typename Arch::word;
    using kind = typename firmware<Arch>::interpreter::kind;
    constexpr word w = sizeof(word);
    const auto image = family<Arch>();
    firmware<Arch> f;
    auto program = f.loader.load(image);
    if (!program || f.host.wrong() || f.host.in_use() != 8) return false;
    auto& made = f.host;
    const std::uint8_t* const data = program->data().data();
    const word at = f.data.address(program->data().data());
    const word code = f.code.address(program->code().data());

    // Constants, parents first: 1 the tuple, 2 its text, 3 the empty tuple, 4 the number.
    bool holds = made[1].is == kind::tuple && made[1].filled == 2 && made[2].owner == 1 && made[3].owner == 1 &&
                 made[2].text.size() == 1 && made[2].text[0] == 'x' && made[3].size == 0 &&
                 made[4].type == object_type::integer && word_at<Arch>(data) == 1 && word_at<Arch>(data + w) == 4;
    // Functions: 5 the root, its children 6 and 8, 7 the child of 6.
    holds = holds && program->root() == 5 && made[6].owner == 5 && made[7].owner == 6 && made[8].owner == 5 &&
            made[5].code.kind() == code_kind::bytecode && made[6].code.kind() == code_kind::native &&
            made[7].code.kind() == code_kind::assembly && made[8].code.kind() == code_kind::viper;
    // Behind the two constants the names, in a word. Behind these the tables of children: of the root at 3 words, of
    // the native function behind it, with its prelude at the end.
    holds = holds && made[5].code.child_table == at + 3 * w && word_at<Arch>(data + 3 * w) == 6 &&
            word_at<Arch>(data + 4 * w) == 8 && made[6].code.child_table == at + 5 * w &&
            word_at<Arch>(data + 5 * w) == 7 && word_at<Arch>(data + 6 * w) == code + w;
    holds = holds && made[6].code.prelude().size() == function.size() && made[7].code.arguments == 2 &&
            made[7].code.signature == 0x21;
    // Machine code: the native function, the assembler function, the viper function, each aligned.
    constexpr word behind_first = align_up(static_cast<word>(w + function.size()), word{Arch::code_alignment});
    constexpr word behind_second = behind_first + Arch::code_alignment;
    holds = holds && made[6].code.address == Arch::callable(code) &&
            made[7].code.address == Arch::callable(code + behind_first) &&
            made[8].code.address == Arch::callable(code + behind_second);
    // The viper function's rodata and bss.
    const std::uint8_t* const viper = program->code().data() + behind_second;
    holds = holds && word_at<Arch>(viper) == at + 8 * w && word_at<Arch>(viper + w) == at + 7 * w &&
            word_at<Arch>(data + 7 * w) == code + behind_second;
    for (word i = 0; i < 2; ++i) {
        const auto number = load_unaligned<std::uint16_t, Arch::byte_order>(data + 2 * w + 2 * i);
        const bytes text = made.names.text(number);
        holds = holds && text.size() == 2 && text[1] == '0' + i;
    }
    for (word i = 5; i <= 8; ++i) {
        holds = holds && made[i].code.name_table == at + 2 * w && made[i].code.object_table == at;
    }
    holds = holds && program->data().size() == 8 * w + align_up(word{5}, w);
    program->release();
    return holds && !*program && f.all_given_back();
}

// Whoever refuses, and when, nothing is left.
template <class Arch>
constexpr bool refusals_leave_nothing() {
    const auto image = family<Arch>();
    for (std::size_t grants = 0; grants < 8; ++grants) {
        firmware<Arch> f;
        f.host.grants = grants;
        if (f.loader.load(image).error().code != errc::host_full || !f.all_given_back()) return false;
    }
    firmware<Arch> no_code, no_data, no_commit;
    no_code.code.grants = 0;
    no_data.data.grants = 0;
    no_commit.code.commit_answer = errc::commit_failed;
    return no_code.loader.load(image).error() == error{errc::code_memory, 0} && no_code.all_given_back() &&
           no_data.loader.load(image).error() == error{errc::data_memory, 0} && no_data.all_given_back() &&
           no_commit.loader.load(image).error().code == errc::commit_failed && no_commit.all_given_back();
}

template <class Arch>
constexpr bool names_may_run_out() {
    firmware<Arch> f;
    std::uint16_t others[63] = {};
    for (std::size_t i = 0; i < 63; ++i) {
        const std::uint8_t text[] = {'o', static_cast<std::uint8_t>(' ' + i)};
        others[i] = f.host.intern(text);
    }
    const auto image = family<Arch>();
    const error why = f.loader.load(image).error();
    for (const std::uint16_t other : others) f.host.forget(other);
    return why == error{errc::host_full, 11} && f.all_given_back();
}

// Bytecode alone takes no code memory; without names, objects and children it takes none at all.
template <class Arch>
constexpr bool bytecode_stays_in_the_image() {
    firmware<Arch> f;
    const auto image = writer{}.header({}).counts(1, 0).static_qstr(7).bytecode(function);
    auto program = f.loader.load(image);
    if (!program || f.code_memory.in_use() != 0 || program->data().size() != sizeof(typename Arch::word)) return false;
    const placed_code<typename Arch::word>& root = f.host[program->root()].code;
    const bool in_place = root.code().data() == bytes(image).end() - function.size() && root.children == 0;
    program->release();
    return in_place && f.all_given_back();
}

template <class Word>
struct unreadable : memory::simulated<Word, 512> {
    using memory::simulated<Word, 512>::simulated;
    static constexpr bool readable = false;
};

// Where code can't be read, a prelude is in the data, and the function's table of children says so.
template <class Arch>
constexpr bool preludes_lie_where_they_can_be_read() {
    using word = typename Arch::word;
    unreadable<word> code(0x10000);
    memory::simulated<word, 512> data(0x20000);
    typename firmware<Arch>::interpreter host(0x30000);
    program_loader loader(typename firmware<Arch>::P{}, code, data, host, cache::none{});
    const auto image = header<Arch>(1, 0)
                           .bytecode(function, true)
                           .children(2)
                           .native(compiled<Arch>(0), sizeof(word))
                           .native(compiled<Arch>(1), sizeof(word), true)
                           .children(1)
                           .bytecode(function);
    auto program = loader.load(bytes(image));
    if (!program) return false;
    bool holds = true;
    for (const word f : {word{2}, word{3}}) {
        const placed_code<word>& c = host[f].code;
        for (std::size_t i = 0; i < function.size(); ++i) holds = holds && c.prelude().data()[i] == bytes(function)[i];
        const word at = data.address(c.prelude().data());
        const std::uint8_t* const table =
            program->data().data() + (c.child_table - data.address(program->data().data()));
        holds = holds && c.prelude().size() == function.size() && program->data().end() >= c.prelude().end() &&
                (c.children == 0 ? c.child_table == at : word_at<Arch>(table + sizeof(word)) == at);
    }
    program->release();
    return holds && code.in_use() == 0 && data.in_use() == 0 && host.in_use() == 0;
}

template <class Arch>
constexpr bool what_is_refused_asks_for_nothing() {
    firmware<Arch> f;
    const auto image = family<Arch>();
    for (std::size_t size = 0; size < image.size(); ++size) {
        const bytes cut(image.data(), size);
        if (f.loader.load(cut).error() != verify<typename firmware<Arch>::P>(cut).error()) return false;
    }
    return f.log.count() == 0 && f.all_given_back();
}

}  // namespace

TEST_CASE_TEMPLATE("a program's objects and functions are made, and everything is in its place", Arch, arch::x64,
                   arch::armv7m, arch::rv32imc, arch::xtensawin) {
    CHECK_BOTH(everything_is_made<Arch>());
    CHECK_BOTH(bytecode_stays_in_the_image<Arch>());
    CHECK_BOTH(preludes_lie_where_they_can_be_read<Arch>());
}

TEST_CASE_TEMPLATE("a refusal undoes a whole program", Arch, arch::x64, arch::armv7m, arch::rv32imc) {
    CHECK_BOTH(refusals_leave_nothing<Arch>());
    CHECK_BOTH(names_may_run_out<Arch>());
}

TEST_CASE_TEMPLATE("a program is verified first", Arch, arch::x64, arch::armv7m) {
    CHECK_BOTH(what_is_refused_asks_for_nothing<Arch>());
}
