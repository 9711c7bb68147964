// SPDX-License-Identifier: MIT
// Loads an image on this machine, into memory that the system protects, and asks the system what it then allows: where
// the module is, and where it was.
#pragma once

#include <natload/arch/native.hpp>
#include <natload/cache/none.hpp>
#include <natload/host/simulated.hpp>
#include <natload/load.hpp>
#include <natload/memory/dual_mapping.hpp>
#include <natload/memory/pages.hpp>

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "hostile/hosts.hpp"
#include "support/mappings.hpp"

namespace natload::testing {

template <class Memory>
struct protecting_machine {
    using arch = natload::arch::native;
    // Pages are the system's, which hands out gigabytes.
    static constexpr platform_options options{
        .arch_flags = arch::known_arch_flags, .max_code = 1 << 20, .max_data = 1 << 20};
    using P = platform<arch, options>;

    Memory code;
    memory::pages data;
    host::simulated<typename P::arch::word, P::options.host_entries, 32, 1024> host{0x0800'4000};
    loader<P, Memory, memory::pages, decltype(host), cache::none> load_to{P{}, code, data, host, {}};

    bool untouched() const { return code.in_use() == 0 && data.in_use() == 0 && host.names.in_use() == 0; }
};

// A system has memory for any bss; tests and fuzzers do not.
inline constexpr std::uint32_t most_data = 1 << 20;

// Verifies an image, loads what has come into its place meanwhile, and gives it back. What the system would have
// allowed that it must not; empty: nothing.
template <class Memory>
std::string unprotected(std::span<const std::uint8_t> image, std::span<const std::uint8_t> changed,
                        std::size_t& loaded) {
    const auto address = [](bytes of) { return reinterpret_cast<std::uintptr_t>(of.data()); };
    std::vector<std::uint8_t> storage(image.begin(), image.end());
    protecting_machine<Memory> machine;
    const auto verified = machine.load_to.verify(storage);
    if (const auto needs = plan(*verified); needs && needs->data > most_data) return {};
    std::copy_n(changed.begin(), std::min(changed.size(), storage.size()), storage.begin());
    std::uintptr_t was_at = 0;
    {
        const auto module = machine.load_to.load(*verified);
        if (!module && (module->entry_address() != 0 || module->entry() != nullptr)) return "an entry without a module";
        if (module) {
            ++loaded;
            was_at = address(module->code());
            const auto run = reinterpret_cast<std::uintptr_t>(module->entry());
            const std::uint32_t rodata = verified->parts().sizes[rodata_section];
            if (rights_at(was_at) != "r-x" || rights_at(run) != "r-x") return "code is not for running only";
            if (module->data().size() != 0) {
                const std::string of_first = rights_at(address(module->data()));
                if (of_first == "rwx" || of_first == "r-x") return "data is executable";
                if (rodata >= arch::native::data_alignment && of_first != "r--")
                    return "rodata is not for reading only";
            }
        }
    }
    if (!machine.untouched()) return "not all was given back";
    if (was_at != 0 && !rights_at(was_at).empty()) return "the code is still there";
    return {};
}

}  // namespace natload::testing
