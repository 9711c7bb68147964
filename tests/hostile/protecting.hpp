// SPDX-License-Identifier: MIT
// Loads an image on this machine, into memory that the system protects, and asks the system what it then allows: where
// the module is, and where it was. And on machines that are not there, into memory that a model of a protection unit
// guards, which says whether any of it was ever both writable and executable.
#pragma once

#include <natload/arch/native.hpp>
#include <natload/cache/none.hpp>
#include <natload/host/simulated.hpp>
#include <natload/load.hpp>
#include <natload/memory/dual_mapping.hpp>
#include <natload/memory/pages.hpp>
#include <natload/memory/simulated.hpp>
#include <natload/protect.hpp>

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "hostile/hosts.hpp"
#include "support/mappings.hpp"
#include "support/protection_models.hpp"

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
    // What else the process maps may be there by now, but is not executable.
    if (was_at != 0 && rights_at(was_at).find('x') != std::string::npos) return "the code is still there";
    return {};
}

inline constexpr std::uint8_t guarded_regions[] = {1, 2, 3, 5, 6, 7, 8};

template <template <std::size_t, class> class Unit, class Model, class Registers, class Arch>
struct guarded_by {
    static constexpr std::uint32_t pool = 0x2000'0000, size = 16 * 1024;
    using arch = Arch;
    using P = linked_host<Arch>;
    using memory_type = memory::simulated<std::uint32_t, size>;
    using unit_type = Unit<sizeof guarded_regions, Registers>;
    using code_type = protect::code<unit_type, memory_type>;
    using data_type = protect::data<unit_type, memory_type>;

    alignas(size) memory_type ram{pool};  // so that its alignments are those of its addresses
    Model model;
    unit_type unit{guarded_regions, pool, size, Registers{&model}};
    code_type code{unit, ram};
    data_type data{unit, ram};
    host::simulated<std::uint32_t, P::options.host_entries, 32, 1024> host{0x0800'4000};
    loader<P, code_type, data_type, decltype(host), cache::none> load_to{P{}, code, data, host, {}};

    guarded_by() {
        unit.start();
        model.watch(pool, size, 256);
    }
    ~guarded_by() { model.forget(); }
};
template <std::size_t N, class Registers>
using user_pmp = protect::pmp_user<N, 4, Registers>;
using guarded_by_v7 = guarded_by<protect::pmsav7, mpu_model<7>, mpu_model_registers<7>, arch::armv7m>;
using guarded_by_v8 = guarded_by<protect::pmsav8, mpu_model<8>, mpu_model_registers<8>, arch::armv7em>;
using guarded_by_pmp = guarded_by<user_pmp, pmp_model, pmp_model_registers, arch::rv32imc>;

// As unprotected(), for one of these machines.
template <class Machine>
std::string unguarded(std::span<const std::uint8_t> image, std::span<const std::uint8_t> changed, std::size_t& loaded) {
    std::vector<std::uint8_t> storage(image.begin(), image.end());
    Machine machine;
    const auto verified = machine.load_to.verify(storage);
    std::copy_n(changed.begin(), std::min(changed.size(), storage.size()), storage.begin());
    std::uint32_t run = 0;
    {
        const auto module = machine.load_to.load(*verified);
        if (!module && module->entry_address() != 0) return "an entry without a module";
        if (module) {
            ++loaded;
            run = module->entry_address() & ~1u;
            const std::uint32_t rodata = verified->parts().sizes[rodata_section];
            const std::uint32_t data = machine.ram.address(module->data().data());
            if (machine.model.at(run) != code_only) return "code is not for running only";
            if (module->data().size() != 0 && machine.model.at(data).execute) return "data is executable";
            if (rodata >= Machine::arch::data_alignment && machine.model.at(data) != reading_only) {
                return "rodata is not for reading only";
            }
        }
    }
    if (machine.ram.in_use() != 0 || machine.host.names.in_use() != 0) return "not all was given back";
    if (run != 0 && machine.model.at(run).execute) return "code is executable after its release";
    if (machine.model.ever_both()) return "something was both writable and executable";
    return {};
}

}  // namespace natload::testing
