// SPDX-License-Identifier: MIT
// What relocations do to the words of a module: each operation, in each form, on every architecture, through the whole
// of the loader, against a model that knows the format's description and nothing else.
#include <natload/format/relocation.hpp>

#include <natload/arch.hpp>
#include <natload/cache/none.hpp>
#include <natload/core/error_text.hpp>
#include <natload/host/simulated.hpp>
#include <natload/load.hpp>

#include <array>
#include <bit>
#include <cstdint>

#include "support/check_both.hpp"
#include "support/one_block.hpp"
#include "support/verdict.hpp"

using namespace natload::testing;

namespace {

namespace arch = natload::arch;

// One byte of a list of relocations with what follows it. A count of 0: the operation for a single word.
struct step {
    destination adds{};
    place at{};
    std::uint32_t count = 0;
};

constexpr std::size_t code_words = 4, rodata_words = 3, bss_size = 5, name_count = 2;

template <class Word>
struct module_words {
    std::array<Word, code_words> code{};
    std::array<Word, rodata_words> rodata{};

    friend constexpr bool operator==(const module_words&, const module_words&) = default;
};

// What the words hold before: all different, the top bits set in some so that sums wrap.
template <class Word>
constexpr module_words<Word> initial = [] {
    constexpr auto top = static_cast<Word>(~(~Word{0} >> 1));
    return module_words<Word>{{0x100, static_cast<Word>(top + 0x201), static_cast<Word>(~Word{0}), 0x403},
                              {static_cast<Word>(top + 0x504), 0x605, static_cast<Word>(~Word{0} - 0x706)}};
}();

template <class Word>
struct addresses {
    static constexpr bool wide = sizeof(Word) == 8;
    static constexpr auto code = static_cast<Word>(wide ? 0x7fff'8000'1000 : 0x2000'1000);
    static constexpr auto data = static_cast<Word>(wide ? 0xffff'ffff'ffff'f008 : 0xffff'f008);
    static constexpr auto host_table = static_cast<Word>(wide ? 0x1234'5678'9abc'def0 : 0x0800'4320);
    static constexpr auto entry(std::size_t i) { return static_cast<Word>(host_table * 3 + i * 0x1001); }

    // rodata first, then bss, each rounded up to a word, then the table of names.
    static constexpr auto rodata = data;
    static constexpr auto bss = static_cast<Word>(rodata + rodata_words * sizeof(Word));
    static constexpr auto names = static_cast<Word>(bss + 8);

    static constexpr Word of(unsigned operation) {
        switch (operation) {
            case 0: return code;
            case 2: return rodata;
            case 4: return bss;
            case 6: return names;
            case 8: return host_table;
            default: return entry(operation - 9);
        }
    }
};

template <class Word, std::size_t Steps>
constexpr module_words<Word> model(const std::array<step, Steps>& list) {
    module_words<Word> words = initial<Word>;
    bool in_code = true;
    std::size_t cursor = 0;
    for (const step& s : list) {
        if (s.at.given) {
            in_code = s.at.encoded % 2 == 0;
            cursor = static_cast<std::size_t>(s.at.encoded / 2);
        }
        for (std::uint32_t n = s.count == 0 ? 1 : s.count; n > 0; --n) {
            Word& word = in_code ? words.code[cursor] : words.rodata[cursor];
            word = static_cast<Word>(word + addresses<Word>::of(s.adds.operation));
            ++cursor;
        }
    }
    return words;
}

// The bytes of words as an image holds them: little-endian.
template <class Word, std::size_t N>
constexpr std::array<std::uint8_t, N * sizeof(Word)> bytes_of(const std::array<Word, N>& words) {
    std::array<std::uint8_t, N * sizeof(Word)> bytes{};
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        bytes[i] = static_cast<std::uint8_t>(words[i / sizeof(Word)] >> (8 * (i % sizeof(Word))));
    }
    return bytes;
}

template <class Arch, std::size_t Steps>
constexpr writer image_of(const std::array<step, Steps>& list) {
    using word = typename Arch::word;
    const auto code = bytes_of(initial<word>.code);
    const auto rodata = bytes_of(initial<word>.rodata);
    writer image;
    image.header({.architecture = isa{static_cast<std::uint8_t>(Arch::number)}})
        .counts(name_count, 0)
        .static_qstr(1)
        .static_qstr(2)
        .viper(code, {.rodata = rodata, .bss = bss_size, .relocations = true});
    for (const step& s : list) {
        if (s.count == 0) {
            image.relocation(s.adds, s.at);
        } else {
            image.relocation(s.adds, s.at, repeat{s.count});
        }
    }
    return image.end_of_relocations();
}

// A machine with its host, at the addresses above.
template <class Arch>
struct machine {
    using word = typename Arch::word;
    using at = addresses<word>;

    one_block<word, code_words * sizeof(word)> code{at::code};
    one_block<word, 8 + rodata_words * sizeof(word) + name_count * 2> data{at::data};
    natload::host::simulated<word, 87, 1, 1> host{at::host_table};

    constexpr machine() {
        for (std::size_t i = 0; i < 87; ++i) host.entries[i] = at::entry(i);
    }

    constexpr module_words<word> words() const {
        module_words<word> read;
        for (std::size_t i = 0; i < code_words; ++i) {
            read.code[i] = code.template word<std::endian::little>(i);
        }
        for (std::size_t i = 0; i < rodata_words; ++i) {
            read.rodata[i] = data.template word<std::endian::little>(i);
        }
        return read;
    }
};

// Loads a module on a machine of that architecture: the words it has then; all zero if it is refused.
template <class Arch, std::size_t Steps>
constexpr module_words<typename Arch::word> loaded(const std::array<step, Steps>& list) {
    using P = linked_on<Arch>;
    const writer image = image_of<Arch>(list);
    machine<Arch> m;
    natload::loader loader(P{}, m.code, m.data, m.host, natload::cache::none{});
    const auto verified = natload::verify<P>(image);
    if (!verified) return {};
    const auto module = loader.load(*verified);
    return module ? m.words() : module_words<typename Arch::word>{};
}

template <class Arch, std::size_t Steps>
constexpr bool as_in_the_model(const std::array<step, Steps>& list) {
    return loaded<Arch>(list) == model<typename Arch::word>(list);
}

constexpr destination sections[] = {to::code, to::rodata, to::bss};
constexpr destination others[] = {to::qstr_table, to::host_table, to::host_entry(0), to::host_entry(41),
                                  to::host_entry(86)};

constexpr std::uint64_t words_from(place p) { return (p.encoded % 2 == 0 ? code_words : rodata_words) - p.encoded / 2; }

// Each destination at the first, an inner and the last word of a section, alone and in rows, placed and running on.
template <class Arch>
constexpr bool each_form_is_as_in_the_model() {
    bool all = true;
    const auto alone = [&](const step& s) { all = all && as_in_the_model<Arch>(std::array{s}); };
    const auto behind_another = [&](const step& s) {
        const step first{to::host_table, {s.at.encoded - 2, true}};
        all = all && as_in_the_model<Arch>(std::array{first, step{s.adds, running, s.count}});
    };
    const auto each = [&](destination d, std::uint32_t count) {
        for (const place p : {in_code(0), in_code(1), in_code(3), in_rodata(0), in_rodata(1), in_rodata(2)}) {
            if (count > words_from(p)) continue;
            alone({d, p, count});
            if (p.encoded > 1) behind_another({d, p, count});
        }
    };
    for (const destination d : sections) {
        for (std::uint32_t count = 0; count <= 4; ++count) each(d, count);
    }
    for (const destination d : others) each(d, 0);
    return all;
}

}  // namespace

TEST_CASE("a machine of 32 bits, word by word") {
    constexpr auto words = loaded<arch::armv7m>(std::array{
        step{to::code, in_code(0)},
        step{to::bss},
        step{to::rodata, running, 2},
        step{to::qstr_table, in_rodata(1)},
        step{to::host_entry(2)},
        step{to::host_table, in_rodata(0)},
    });
    // Code runs at 0x20001000; data are at 0xfffff008: rodata, 12 on bss, 8 on the names. The host's table is at
    // 0x08004320, its entry 2 is 3 * 0x08004320 + 2 * 0x1001.
    CHECK_BOTH(words.code == std::array<std::uint32_t, 4>{0x20001100, 0x7ffff215, 0xfffff007, 0xfffff40b});
    CHECK_BOTH(words.rodata == std::array<std::uint32_t, 3>{0x88004824, 0xfffff621, 0x1800e25b});
}

TEST_CASE("a machine of 64 bits, word by word") {
    constexpr auto words = loaded<arch::x64>(std::array{
        step{to::code, in_code(0)},
        step{to::bss},
        step{to::rodata, running, 2},
        step{to::qstr_table, in_rodata(1)},
        step{to::host_entry(2)},
        step{to::host_table, in_rodata(0)},
    });
    CHECK_BOTH(words.code == std::array<std::uint64_t, 4>{0x00007fff80001100, 0x7ffffffffffff221, 0xfffffffffffff007,
                                                          0xfffffffffffff40b});
    CHECK_BOTH(words.rodata ==
               std::array<std::uint64_t, 3>{0x923456789abce3f4, 0xfffffffffffff62d, 0x369d0369d036b5cb});
}

TEST_CASE("a word may be relocated more than once") {
    constexpr auto list = std::array{step{to::code, in_code(2)}, step{to::code, in_code(2)}, step{to::bss, in_code(2)}};
    CHECK_BOTH(as_in_the_model<arch::x86>(list));
    CHECK_BOTH(as_in_the_model<arch::rv64imc>(list));
}

TEST_CASE("the cursor goes on over sections, places and rows") {
    constexpr auto list = std::array{
        step{to::code, in_rodata(0), 2},      step{to::bss},
        step{to::host_entry(50), in_code(1)}, step{to::host_table},
        step{to::rodata, in_code(0), 1},      step{to::code, in_code(3), 1},
    };
    CHECK_BOTH(as_in_the_model<arch::xtensa>(list));
    CHECK_BOTH(as_in_the_model<arch::x64>(list));
}

TEST_CASE("no relocation, no change") {
    CHECK_BOTH(loaded<arch::rv32imc>(std::array<step, 0>{}) == initial<std::uint32_t>);
    CHECK_BOTH(loaded<arch::rv64imc>(std::array<step, 0>{}) == initial<std::uint64_t>);
}

TEST_CASE_TEMPLATE("each operation in each form", Arch, arch::x86, arch::x64, arch::armv6, arch::armv6m, arch::armv7m,
                   arch::armv7em, arch::armv7emsp, arch::armv7emdp, arch::xtensa, arch::xtensawin, arch::rv32imc,
                   arch::rv64imc, arch::aarch64<natload::isa{13}>) {
    CHECK_BOTH(each_form_is_as_in_the_model<Arch>());
}
