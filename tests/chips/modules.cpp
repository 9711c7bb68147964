// SPDX-License-Identifier: MIT
// The corpus's modules run from each chip: loaded, called, released.
#include <doctest/doctest.h>

#include <algorithm>
#include <corpus/here.hpp>
#include <memory>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

#include "chips/chips.hpp"
#include "modules/firmware.hpp"
#include "support/expected.hpp"

using namespace natload;
using namespace natload::testing;

namespace {

template <class Chip>
struct firmware_of {
    Chip chip;
    alignas(16) std::uint8_t data_buffer[12 * 1024];
    memory::arena data{data_buffer};
    host::name_pool<16> names;
    host::native<native_word, decltype(testing::host_table), decltype(names)> host{testing::host_table, names};
    loader<platform<arch::native>, decltype(chip.memory), memory::arena, decltype(host)> load_with{
        platform<arch::native>{}, chip.memory, data, host};

    std::uint16_t number_of(const char* name) {
        const std::uint16_t number =
            host.intern({static_cast<const std::uint8_t*>(static_cast<const void*>(name)), std::strlen(name)});
        host.forget(number);
        return number;
    }
    bool all_given_back() { return chip.in_use() == 0 && data.in_use() == 0 && names.in_use() == 0; }
};

#if defined(NATLOAD_TEST_ALIASES)
#define NATLOAD_TEST_CHIPS chips::word_chip, chips::flash_chip, chips::aliased_chip
#else
#define NATLOAD_TEST_CHIPS chips::word_chip, chips::flash_chip
#endif

}  // namespace

TEST_CASE_TEMPLATE("modules run", Chip, NATLOAD_TEST_CHIPS) {
    const auto owner = std::make_unique<firmware_of<Chip>>();  // too large for a stack
    auto& firmware = *owner;
    std::size_t calls = 0;
    for (const corpus_file& file : corpus::here::files) {
        CAPTURE(file.folder);
        CAPTURE(file.name);
        const auto* const expected =
            std::find_if(std::begin(expected_modules), std::end(expected_modules),
                         [&](const expected_module& module) { return module.name == std::string_view(file.name); });
        REQUIRE(expected != std::end(expected_modules));

        const auto verified = firmware.load_with.verify(file.bytes);
        auto module = firmware.load_with.load(*verified);
        REQUIRE(module.error().code == errc::none);
        firmware.chip.run([&] {
            run_calls<native_word>(
                expected->calls,
                [&](std::span<const native_word> args) {
                    return module->entry()(nullptr, args.size(), 0, args.data());
                },
                [&](const char* name) { return firmware.number_of(name); },
                [&](const expected_call&, native_word actual, native_word wanted) {
                    CHECK(actual == wanted);
                    ++calls;
                });
        });
        CHECK(!firmware.all_given_back());
        module->release();
        CHECK(firmware.all_given_back());
    }
    CHECK(calls > 0);
}

TEST_CASE_TEMPLATE("what does not fit leaves nothing", Chip, NATLOAD_TEST_CHIPS) {
    const auto owner = std::make_unique<firmware_of<Chip>>();
    auto& firmware = *owner;
    const auto* const largest =
        std::max_element(std::begin(corpus::here::files), std::end(corpus::here::files),
                         [](const corpus_file& a, const corpus_file& b) { return a.bytes.size() < b.bytes.size(); });
    const auto verified = firmware.load_with.verify(largest->bytes);
    std::vector<std::remove_cvref_t<decltype(*firmware.load_with.load(*verified))>> loaded;
    auto module = firmware.load_with.load(*verified);
    for (; module; module = firmware.load_with.load(*verified)) loaded.push_back(*std::move(module));
    CHECK(module.error().code == errc::code_memory);
    CHECK(loaded.size() > 1);
    loaded.clear();
    CHECK(firmware.all_given_back());
}
