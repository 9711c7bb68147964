// SPDX-License-Identifier: MIT
// The whole pipeline against archetypes alone: whatever it uses beyond what the concepts promise does not compile.
#include <natload/arch/archetype.hpp>
#include <natload/cache/archetype.hpp>
#include <natload/host/archetype.hpp>
#include <natload/memory/archetype.hpp>
#include <natload/natload.hpp>

#include <doctest/doctest.h>

#include "unit/load/images.hpp"

using word = std::uintptr_t;

template <natload::scope Scope>
using platform_of =
    natload::platform<natload::arch::archetype<word>, natload::platform_options{.scope = Scope, .host_entries = 0}>;

template <natload::scope Scope>
using loader_of = natload::loader<platform_of<Scope>, natload::memory::code_archetype<word>,
                                  natload::memory::data_archetype<word>, natload::host::archetype<word>>;

using natload::scope;
template class natload::loader<platform_of<scope::linked>, natload::memory::code_archetype<word>,
                               natload::memory::data_archetype<word>, natload::host::archetype<word>>;
template class natload::loader<platform_of<scope::all>, natload::memory::code_archetype<word>,
                               natload::memory::data_archetype<word>, natload::host::archetype<word>>;
template class natload::module<loader_of<scope::linked>>;
template class natload::module<loader_of<scope::all>>;

using program_loader_of_all =
    natload::program_loader<platform_of<scope::all>, natload::memory::code_archetype<word>,
                            natload::memory::data_archetype<word>, natload::host::interpreter_archetype<word>>;
template class natload::program_loader<platform_of<scope::all>, natload::memory::code_archetype<word>,
                                       natload::memory::data_archetype<word>,
                                       natload::host::interpreter_archetype<word>>;
template class natload::program<program_loader_of_all>;

TEST_CASE("programs compile with archetypes") {
    natload::memory::code_archetype<word> code;
    natload::memory::data_archetype<word> data;
    natload::host::interpreter_archetype<word> host;
    natload::program_loader loader(platform_of<scope::all>{}, code, data, host, natload::cache::archetype<word>(0));
    const auto image = natload::testing::code_only<natload::arch::archetype<word>>();
    const auto program = loader.load(image);
    CHECK(program.error() == natload::error{natload::errc::code_memory, 0});
    CHECK(program->root() == 0);
}

TEST_CASE_TEMPLATE("verify, plan, load, call and release compile with archetypes", Platform, platform_of<scope::linked>,
                   platform_of<scope::all>) {
    natload::memory::code_archetype<word> code;
    natload::memory::data_archetype<word> data;
    natload::host::archetype<word> host;
    natload::loader loader(Platform{}, code, data, host, natload::cache::archetype<word>(0));

    const auto image = natload::testing::code_only<natload::arch::archetype<word>>();
    CHECK(natload::read_header<Platform>(image)->architecture == natload::isa::x86);
    CHECK(natload::explain<Platform>(image, natload::errc::architecture).expected == 1);
    CHECK(natload::identity<natload::arch::archetype<word>>() == 0x0706);

    const auto verified = loader.verify(image);
    REQUIRE(verified);
    CHECK(plan(*verified)->code == 16);

    auto module = loader.load(*verified);
    CHECK(module.error() == natload::error{natload::errc::code_memory, 0});
    CHECK(module->entry_address() == 0);
    if (module) {
        module->call(1, 2);
        (*module->template entry<word(word)>())(1);
    }
    module->release();
}
