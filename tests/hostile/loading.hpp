// SPDX-License-Identifier: MIT
// Loads an image that the library accepts and compares every byte with what the reference reader makes of it: code,
// rodata, bss, table of names. Whatever becomes of it, all must be given back and nothing else be touched.
#pragma once

#include <natload/cache/none.hpp>
#include <natload/host/simulated.hpp>
#include <natload/load.hpp>

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "hostile/differential.hpp"
#include "hostile/guarded_memory.hpp"

namespace natload::testing {

// A machine with room for small modules, at addresses whose sums wrap.
template <class P>
struct small_machine {
    using word = typename P::arch::word;
    static constexpr auto code_address = static_cast<word>(0x2000'0100);
    static constexpr auto data_address = static_cast<word>(~word{0} - 0x7ff);
    static constexpr auto table_address = static_cast<word>(0x0800'4000);
    static constexpr std::size_t room = 64 * 1024;

    guarded_memory<word> code{code_address, room};
    guarded_memory<word> data{data_address, room};
    host::simulated<word, P::options.host_entries, 32, 1024> host{table_address};
    loader<P, decltype(code), decltype(data), decltype(host), cache::none> load_to{P{}, code, data, host, {}};

    small_machine() {
        for (std::size_t i = 0; i < P::options.host_entries; ++i) host.entries[i] = entry(i);
    }

    static constexpr word entry(std::size_t i) { return static_cast<word>(0x0900'0000 + 0x1001 * i); }

    bool untouched() const { return !code.taken() && !data.taken() && host.names.in_use() == 0; }
    bool intact() const { return code.intact() && data.intact(); }
};

// What a module's memory holds when it is loaded, by the format's description.
struct expected_memory {
    std::vector<std::uint8_t> code;
    std::vector<std::uint8_t> data;  // rodata and bss
    std::size_t names_at = 0;        // in the data, where their table begins
};

template <class P>
expected_memory memory_of(const reference::raw_code& module) {
    using machine = small_machine<P>;
    using word = typename machine::word;
    const auto rounded = [](std::size_t size) { return (size + sizeof(word) - 1) / sizeof(word) * sizeof(word); };
    const std::size_t bss_at = rounded(module.rodata.size());

    expected_memory memory;
    memory.code.assign(module.code.begin(), module.code.end());
    memory.data.assign(module.rodata.begin(), module.rodata.end());
    memory.data.resize(bss_at + rounded(module.bss_size));
    memory.names_at = memory.data.size();

    for (const reference::relocated_word& r : module.words()) {
        const auto adds = [&]() -> word {
            switch (r.adds) {
                case 0: return machine::code_address;
                case 2: return machine::data_address;
                case 4: return static_cast<word>(machine::data_address + bss_at);
                case 6: return static_cast<word>(machine::data_address + memory.names_at);
                case 8: return machine::table_address;
                default: return machine::entry(r.adds - 9);
            }
        }();
        std::uint8_t* const at =
            (r.where == reference::section::code ? memory.code.data() : memory.data.data()) + r.index * sizeof(word);
        word sum = adds;
        for (std::size_t i = 0; i < sizeof(word); ++i) sum = static_cast<word>(sum + (word{at[i]} << 8 * i));
        for (std::size_t i = 0; i < sizeof(word); ++i) at[i] = static_cast<std::uint8_t>(sum >> 8 * i);
    }
    return memory;
}

// Whether the bytes are the table of these names, by number or by what the host calls them.
template <class Host>
bool is_table_of(const std::vector<reference::name>& names, std::span<const std::uint8_t> table, const Host& host) {
    if (table.size() != 2 * names.size()) return false;
    for (std::size_t i = 0; i < names.size(); ++i) {
        const auto number = static_cast<std::uint16_t>(table[2 * i] | table[2 * i + 1] << 8);
        const bytes text = host.names.text(number);
        const bool same = names[i].static_number != 0 ? number == names[i].static_number
                                                      : std::string_view(reinterpret_cast<const char*>(text.data()),
                                                                         text.size()) == names[i].text;
        if (!same) return false;
    }
    return true;
}

// What is wrong with what came of loading an image; empty: nothing.
template <class P, class Loaded>
std::string misloaded(const Loaded& module, const result<verified<P>>& verified, std::span<const std::uint8_t> image,
                      const small_machine<P>& machine) {
    if (!verified || !verified->linked()) return module ? "loaded what is no verified linked module" : "";
    if (!module) {
        const errc why = module.error().code;
        const bool may_be =
            why == errc::code_memory || why == errc::data_memory || why == errc::host_full || why == errc::data_limit;
        if (!may_be) return "refused: " + text_of(module.error());
        const bool for_room = why == errc::code_memory || why == errc::data_memory;
        const bool has_room = image.size() + verified->parts().sizes[bss_section] < machine.room / 2;
        return for_room && has_room ? "refused though there is room" : "";
    }
    const reference::result theirs = reference::read(image, options_of<P>());
    if (!theirs.image) return "loaded what the reference reader refuses";
    const expected_memory expected = memory_of<P>(theirs.image->root);
    const auto code = module->code(), data = module->data();
    if (!std::equal(code.begin(), code.end(), expected.code.begin(), expected.code.end())) return "other code";
    if (data.size() < expected.names_at || !std::equal(expected.data.begin(), expected.data.end(), data.begin())) {
        return "other data";
    }
    const auto table = std::span(data.data(), data.size()).subspan(expected.names_at);
    if (!is_table_of(theirs.image->names, table, machine.host)) return "another table of names";
    const budget planned = *plan(*verified);
    if (machine.code.size() != planned.code || machine.code.alignment() != planned.code_alignment ||
        (data.size() != 0 &&
         (machine.data.size() != planned.data || machine.data.alignment() != planned.data_alignment))) {
        return "another budget than planned";
    }
    return module->entry_address() == P::arch::callable(machine.code_address) ? "" : "another entry";
}

// What is wrong with how the library loads an image, verified before or in one step; empty: nothing.
// Refused images are not loaded, and that is right.
template <class P>
std::string misloading(std::span<const std::uint8_t> image) {
    const result<verified<P>> verified = verify<P>(image);
    small_machine<P> machine;
    error in_two_steps;
    {
        const auto module = machine.load_to.load(*verified);
        if (std::string wrong = misloaded(module, verified, image, machine); !wrong.empty()) return wrong;
        in_two_steps = verified ? module.error() : verified.error();
    }
    if (!machine.untouched()) return "not all was given back";
    {
        const auto module = machine.load_to.load(bytes(image));
        if (std::string wrong = misloaded(module, verified, image, machine); !wrong.empty()) return wrong;
        if (module.error() != in_two_steps) return "in one step: " + text_of(module.error());
    }
    if (!machine.untouched()) return "not all was given back in one step";
    if (!machine.intact()) return "written outside";
    return {};
}

}  // namespace natload::testing
