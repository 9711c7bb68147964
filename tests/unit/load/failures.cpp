// SPDX-License-Identifier: MIT
// Whatever refuses while a verified image is loaded, everything is undone: memories and names are as before, nothing
// became executable, and the next load succeeds.
#include <natload/load/loader.hpp>

#include "support/check_both.hpp"
#include "unit/load/images.hpp"

using namespace natload;

namespace {

template <class Arch>
using firmware = testing::simulated_firmware<Arch>;

constexpr bool became_executable(const event_log<256>& log) {
    for (std::size_t i = 0; i < log.count(); ++i) {
        if (log[i].kind == event_kind::synchronize || log[i].kind == event_kind::committed) return true;
    }
    return false;
}

// Lets `refuse` prepare a firmware that has a module already, and `relent` undo that.
template <class Arch, class Refuse, class Relent>
constexpr bool undone(errc expected, Refuse refuse, Relent relent) {
    firmware<Arch> f;
    const auto image = testing::everything<Arch>();
    auto bystander = f.load(image);
    const std::size_t code = f.code_memory.in_use(), data = f.data_memory.in_use();
    refuse(f);
    const std::size_t names = f.host.names.in_use();
    f.log.clear();

    bool holds = bystander.has_value();
    for (int attempt = 0; attempt < 3; ++attempt) {
        const auto m = f.load(image);
        holds = holds && m.error().code == expected && !*m && !became_executable(f.log) &&
                f.code_memory.in_use() == code && f.data_memory.in_use() == data && f.host.names.in_use() == names;
    }
    relent(f);
    auto m = f.load(image);
    holds = holds && m;
    m->release();
    bystander->release();
    return holds && f.all_given_back();
}

template <class Arch>
constexpr bool code_refused() {
    return undone<Arch>(
        errc::code_memory, [](auto& f) { f.code.grants = 0; }, [](auto& f) { f.code.grants = -1; });
}

template <class Arch>
constexpr bool data_refused() {
    return undone<Arch>(
        errc::data_memory, [](auto& f) { f.data.grants = 0; }, [](auto& f) { f.data.grants = -1; });
}

template <class Arch>
constexpr bool commit_failed() {
    return undone<Arch>(
        errc::commit_failed, [](auto& f) { f.code.commit_answer = errc::commit_failed; },
        [](auto& f) { f.code.commit_answer = errc::none; });
}

// A pool that has room for so many of the module's three names.
template <class Arch>
constexpr bool host_full_after(std::size_t room) {
    constexpr std::size_t names = 8;
    firmware<Arch> f;
    const auto image = testing::everything<Arch>();
    std::uint16_t others[names] = {};
    for (std::size_t i = 0; i < names - room; ++i) {
        const std::uint8_t text[] = {'o', static_cast<std::uint8_t>('0' + i)};
        others[i] = f.host.intern(text);
    }
    bool holds = true;
    for (int attempt = 0; attempt < 3; ++attempt) {
        const auto m = f.load(image);
        const auto text = static_cast<std::uint32_t>(7 + 4 * room);  // of the name for which there is none
        holds = holds && m.error() == error{errc::host_full, text} && !became_executable(f.log) &&
                f.code_memory.in_use() == 0 && f.data_memory.in_use() == 0 && f.host.names.in_use() == names - room;
    }
    for (std::size_t i = 0; i < names - room; ++i) f.host.forget(others[i]);
    auto m = f.load(image);
    holds = holds && m;
    m->release();
    return holds && f.all_given_back();
}

// Memory that has no such block, rather than one that refuses at will.
constexpr bool too_small(bool code) {
    memory::simulated<std::uint32_t, 64> small(0);
    memory::simulated<std::uint32_t, 256> large(0x1000);
    host::simulated<std::uint32_t, 87> host(0);
    const auto image = testing::head<arch::rv32imc>(2).viper(testing::octets(1, 2), {.bss = 60});
    const auto long_code = testing::head<arch::rv32imc>(2).viper(std::array<std::uint8_t, 61>{}, {.bss = 4});
    const auto refused = [&](auto& code_memory, auto& data_memory, bytes which) {
        loader load_with(platform<arch::rv32imc>{}, code_memory, data_memory, host, cache::none{});
        return load_with.load(*load_with.verify(which)).error().code;
    };
    const errc why = code ? refused(small, large, long_code) : refused(large, small, image);
    return why == (code ? errc::code_memory : errc::data_memory) && small.in_use() == 0 && large.in_use() == 0 &&
           host.names.in_use() == 0;
}

// Static names are not the pool's: undone, they are not forgotten.
constexpr bool static_names_are_left_alone() {
    event_log<> forgotten;
    struct counting_host : host::simulated<std::uint32_t, 87, 1> {
        event_log<>* log;
        constexpr counting_host(event_log<>& l) : host::simulated<std::uint32_t, 87, 1>(0), log(&l) {}
        constexpr void forget(std::uint16_t number) {
            if (number > 165) log->add(event_kind::release, number, 0);
            host::simulated<std::uint32_t, 87, 1>::forget(number);
        }
    } host(forgotten);
    memory::simulated<std::uint32_t, 64> code(0), data(0x1000);
    loader load_with(platform<arch::rv32imc>{}, code, data, host, cache::none{});
    const auto image = testing::writer{}
                           .header({.architecture = testing::isa::rv32imc})
                           .counts(4, 0)
                           .static_qstr(7)
                           .qstr("a")
                           .static_qstr(165)
                           .qstr("b")  // no room
                           .viper(testing::octets(1, 2));
    const errc why = load_with.load(*load_with.verify(image)).error().code;
    return why == errc::host_full && forgotten.count() == 1 && forgotten[0].address == 166 && host.names.in_use() == 0;
}

}  // namespace

TEST_CASE_TEMPLATE("a refusal undoes everything", Arch, arch::x64, arch::armv7m, arch::rv32imc) {
    CHECK_BOTH(code_refused<Arch>());
    CHECK_BOTH(data_refused<Arch>());
    CHECK_BOTH(commit_failed<Arch>());
    CHECK_BOTH(host_full_after<Arch>(0));
    CHECK_BOTH(host_full_after<Arch>(1));
    CHECK_BOTH(host_full_after<Arch>(2));
}

TEST_CASE("memory that is too small") {
    CHECK_BOTH(too_small(true));
    CHECK_BOTH(too_small(false));
}

TEST_CASE("static names are no names of the host's") { CHECK_BOTH(static_names_are_left_alone()); }

TEST_CASE("what is not committed has no entry, nor has what was released or moved from") {
    using here = std::conditional_t<sizeof(void*) == 8, arch::rv64imc, arch::rv32imc>;
    firmware<here> f;
    const auto image = testing::everything<here>();
    f.code.commit_answer = errc::commit_failed;
    const auto failed = f.load(image);
    REQUIRE(failed.error().code == errc::commit_failed);
    CHECK((failed->entry() == nullptr));
    CHECK(failed->entry_address() == 0);

    f.code.commit_answer = errc::none;
    auto loaded = f.load(image);
    CHECK(reinterpret_cast<std::uintptr_t>(loaded->entry()) == loaded->entry_address());
    auto module = *std::move(loaded);
    CHECK((loaded->entry() == nullptr));
    CHECK((module.entry() != nullptr));
    module.release();
    CHECK((module.entry() == nullptr));
}
