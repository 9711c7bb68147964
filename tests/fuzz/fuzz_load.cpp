// SPDX-License-Identifier: MIT
// Linked modules from memory: verify, plan, load into guarded memory, give back. What is for this machine is loaded
// into memory that the system protects, too; what is for a Cortex-M3, a Cortex-M33 or RV32, into memory that a model of
// its protection unit guards.
#include "fuzz/outcome.hpp"
#include "hostile/differential.hpp"
#include "hostile/hosts.hpp"
#include "hostile/loading.hpp"
#include "hostile/protecting.hpp"

using namespace natload::testing;

namespace {

using image = std::span<const std::uint8_t>;

std::string unguarded_for(isa machine, image bytes) {
    std::size_t loaded = 0;
    switch (machine) {
        case isa::armv7m: return unguarded<guarded_by_v7>(bytes, bytes, loaded);
        case isa::armv6m:
        case isa::armv7em: return unguarded<guarded_by_v8>(bytes, bytes, loaded);
        case isa::rv32imc: return unguarded<guarded_by_pmp>(bytes, bytes, loaded);
        case isa{static_cast<std::uint8_t>(natload::arch::native::number)}: {
            const std::string wrong = unprotected<natload::memory::pages>(bytes, bytes, loaded);
            return wrong.empty() ? unprotected<natload::memory::dual_mapping>(bytes, bytes, loaded) : wrong;
        }
        default: return {};
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const image bytes(data, size);
    with_machine_of(bytes, [&]<class Arch>(Arch) { expect_nothing(misloading<linked_host<Arch>>(bytes)); });
    expect_nothing(unguarded_for(size > 2 ? isa{static_cast<std::uint8_t>(data[2] >> 2 & 15u)} : isa::none, bytes));
    return 0;
}
