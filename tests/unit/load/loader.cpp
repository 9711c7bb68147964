// SPDX-License-Identifier: MIT
// What a loaded module is, to the byte, for every architecture; in constant expressions too.
#include <natload/load/loader.hpp>

#include "support/check_both.hpp"
#include "unit/load/images.hpp"

using namespace natload;
using testing::everything;
using testing::simulated_firmware;

namespace {

template <class Arch>
constexpr auto word_at(bytes block, std::size_t offset) {
    return load_unaligned<typename Arch::word, Arch::byte_order>(block.data() + offset);
}

constexpr bool same(bytes a, bytes b) {
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (a[i] != b[i]) return false;
    }
    return true;
}

// Memory that was used before is not clear.
template <class Memory>
constexpr void soil(Memory& memory) {
    std::uint8_t* const block = memory.allocate(200, 16);
    for (std::size_t i = 0; i < 200; ++i) block[i] = 0xee;
    memory.release(block, 200);
}

// everything(): 11 bytes of rodata, 13 of bss, 3 names of 2 bytes.
template <class Arch>
constexpr bool everything_is_in_its_place() {
    using word = typename Arch::word;
    simulated_firmware<Arch> f;
    soil(f.code_memory);
    soil(f.data_memory);
    const auto image = everything<Arch>();
    const auto m = f.load(image);
    if (!m) return false;

    const word code_address = f.code.address(m->code().data());
    const word data_address = f.data.address(m->data().data());
    bool holds = m->entry_address() == Arch::callable(code_address);

    constexpr std::uint8_t rest_of_code[] = {8, 9, 10, 11, 12};
    holds = holds && m->code().size() == 13 && word_at<Arch>(m->code(), 0) == code_address &&
            same({m->code().data() + 8, 5}, rest_of_code);

    constexpr std::size_t bss = align_up(std::size_t{11}, sizeof(word));
    constexpr std::uint8_t rest_of_rodata[] = {'a', 'b', 'c'};
    holds = holds && m->data().size() == bss + 16 + 6 && word_at<Arch>(m->data(), 0) == data_address + bss &&
            same({m->data().data() + 8, 3}, rest_of_rodata);
    for (std::size_t i = 11; i < bss + 16; ++i) holds = holds && m->data()[i] == 0;

    const std::uint8_t* const names = m->data().end() - 6;
    for (std::uint8_t i = 0; i < 3; ++i) {
        const auto number = load_unaligned<std::uint16_t, Arch::byte_order>(names + 2 * i);
        const std::uint8_t text[] = {'n', static_cast<std::uint8_t>('0' + i)};
        holds = holds && same(f.host.names.text(number), text);
    }
    return holds && f.host.names.in_use() == 3;
}

// Allocates what the plan says, then places, relocates, synchronizes; nothing twice.
template <class Arch>
constexpr bool steps_come_in_order() {
    simulated_firmware<Arch> f;
    const auto image = everything<Arch>();
    const auto verified = f.load_with.verify(image);
    const auto budget = plan(*verified);
    auto m = f.load_with.load(*verified);
    if (!m || !budget) return false;
    const auto code = f.code.address(m->code().data());
    const auto data = f.data.address(m->data().data());
    m->release();
    const auto& log = f.log;
    return log.count() == 8 && log[0] == event{event_kind::allocate, code, budget->code} &&
           log[1] == event{event_kind::allocate, data, budget->data} &&
           log[2] == event{event_kind::commit, code, budget->code} &&
           log[3] == event{event_kind::relocate, code, budget->code} &&
           log[4] == event{event_kind::synchronize, code, budget->code} &&
           log[5] == event{event_kind::committed, code, budget->code} &&
           log[6] == event{event_kind::release, code, budget->code} &&
           log[7] == event{event_kind::release, data, budget->data} && f.all_given_back();
}

template <class Arch>
constexpr bool code_alone_takes_no_data() {
    simulated_firmware<Arch> f;
    const auto image = testing::code_only<Arch>();
    auto m = f.load(image);
    if (!m || m->data().size() != 0 || f.data_memory.in_use() != 0) return false;
    for (std::uint8_t i = 0; i < 16; ++i) {
        if (m->code()[i] != i) return false;
    }
    m->release();
    return f.all_given_back() && f.log.count() == 6;
}

// A memory that grants its only block and remembers what alignment was asked for.
template <class Word>
struct alignments {
    alignas(16) std::uint8_t block[64] = {};
    std::size_t asked = 0;
    constexpr std::uint8_t* allocate(std::size_t, std::size_t alignment) {
        asked = alignment;
        return block;
    }
    constexpr void release(std::uint8_t*, std::size_t) {}
    constexpr Word address(const std::uint8_t*) const { return 0; }
    template <class Relocate, class Cache>
    constexpr errc commit(std::uint8_t*, std::size_t, Relocate& relocate, Cache&) {
        return relocate(0);
    }
};

template <class Arch>
constexpr bool asks_for_the_alignment_of_the_architecture() {
    alignments<typename Arch::word> code, data;
    host::simulated<typename Arch::word, 87> host(0);
    loader load_with(platform<Arch>{}, code, data, host, cache::none{});
    const auto image = everything<Arch>();
    const auto m = load_with.load(*load_with.verify(image));
    return m && code.asked == Arch::code_alignment && data.asked == Arch::data_alignment;
}

template <natload::scope Scope>
constexpr errc load_in_scope(bytes image, trailing rest = trailing::refuse) {
    using P = platform<arch::armv7m, platform_options{.scope = Scope}>;
    memory::simulated<std::uint32_t, 256> code(0), data(0);
    host::simulated<std::uint32_t, 87> host(0);
    loader load_with(P{}, code, data, host, cache::none{});
    const auto verified = load_with.verify(image, rest);
    return verified ? load_with.load(*verified).error().code : errc::none;
}

template <std::uint32_t MaxCode, std::uint32_t MaxData>
constexpr errc load_with_limits() {
    using P = platform<arch::armv7m, platform_options{.max_code = MaxCode, .max_data = MaxData}>;
    event_log<> log;
    memory::simulated<std::uint32_t, 256> ram(0);
    memory::recording recorded(log, ram);
    host::simulated<std::uint32_t, 87> host(0);
    loader load_with(P{}, recorded, recorded, host, cache::none{});
    const auto image = everything<arch::armv7m>();
    const errc why = load_with.load(*load_with.verify(image)).error().code;
    return why == errc::none || log.count() == 0 ? why : errc::commit_failed;
}

constexpr auto bytecode = testing::head<arch::armv7m>(1).bytecode(testing::octets(0, 2, 0));
constexpr auto assembly = testing::head<arch::armv7m>().assembler(testing::octets(0x70, 0x47), 2, 0);
constexpr auto with_object = testing::writer{}
                                 .header({.architecture = testing::isa::armv7m})
                                 .counts(0, 1)
                                 .object(testing::object_type::none)
                                 .viper(testing::octets(0x70, 0x47));
constexpr auto with_child = testing::head<arch::armv7m>()
                                .viper(testing::octets(0x70, 0x47), {.children = true})
                                .children(1)
                                .viper(testing::octets(0x70, 0x47));

}  // namespace

TEST_CASE_TEMPLATE("a module with everything, for every architecture", Arch, arch::x86, arch::x64, arch::armv6,
                   arch::armv6m, arch::armv7m, arch::armv7em, arch::armv7emsp, arch::armv7emdp, arch::xtensa,
                   arch::xtensawin, arch::rv32imc, arch::rv64imc, arch::aarch64<natload::isa{13}>) {
    CHECK_BOTH(everything_is_in_its_place<Arch>());
    CHECK_BOTH(steps_come_in_order<Arch>());
    CHECK_BOTH(code_alone_takes_no_data<Arch>());
    CHECK_BOTH(asks_for_the_alignment_of_the_architecture<Arch>());
}

TEST_CASE("limits refuse before anything is allocated") {
    CHECK_BOTH(load_with_limits<13, 34>() == errc::none);
    CHECK_BOTH(load_with_limits<12, 34>() == errc::code_limit);
    CHECK_BOTH(load_with_limits<13, 33>() == errc::data_limit);
    CHECK_BOTH(load_with_limits<0, 0>() == errc::code_limit);
}

TEST_CASE("bytes behind the image are accepted on request") {
    constexpr auto padded = testing::writer(testing::code_only<arch::armv7m>()).bytes(testing::octets(0xff, 0xff, 0));
    CHECK_BOTH(verify<platform<arch::armv7m>>(padded).error().code == errc::trailing_bytes);
    CHECK_BOTH(load_in_scope<scope::linked>(padded, trailing::accept) == errc::none);
    CHECK_BOTH(load_in_scope<scope::all>(padded, trailing::accept) == errc::none);
    CHECK_BOTH(verify<platform<arch::armv7m>>(padded, trailing::accept)->image().size() == padded.size() - 3);
}

TEST_CASE("scope `all` verifies what is no linked module, and refuses to load it by name") {
    CHECK_BOTH(load_in_scope<scope::all>(everything<arch::armv7m>()) == errc::none);
    CHECK_BOTH(load_in_scope<scope::all>(bytecode) == errc::not_linked_code);
    CHECK_BOTH(load_in_scope<scope::all>(assembly) == errc::not_linked_code);
    CHECK_BOTH(load_in_scope<scope::all>(with_object) == errc::not_linked_code);
    CHECK_BOTH(load_in_scope<scope::all>(with_child) == errc::not_linked_code);
}

TEST_CASE("a loader holds its four parts and nothing else") {
    using firmware = simulated_firmware<arch::x64>;
    using Loader = loader<firmware::P, decltype(firmware::code), decltype(firmware::data), decltype(firmware::host)>;
    CHECK_BOTH(sizeof(Loader) == 3 * sizeof(void*));
}
