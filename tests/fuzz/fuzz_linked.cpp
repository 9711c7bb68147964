// SPDX-License-Identifier: MIT
// Scope `linked`: verify, plan, load into guarded memory, give back. The image's own header says on which machine. What
// is for this one is loaded into memory that the system protects, too; what is for a Cortex-M3, a Cortex-M33 or RV32,
// into memory that a model of its protection unit guards.
#include "fuzz/outcome.hpp"
#include "hostile/differential.hpp"
#include "hostile/hosts.hpp"
#include "hostile/loading.hpp"
#include "hostile/protecting.hpp"

using namespace natload::testing;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::span<const std::uint8_t> image(data, size);
    with_machine_of(image, [&]<class Arch>(Arch) {
        expect_nothing(disagreement<linked_host<Arch>>(image));
        expect_nothing(misloading<linked_host<Arch>>(image));
        std::size_t loaded = 0;
        if constexpr (std::is_same_v<Arch, natload::arch::armv7m>) {
            expect_nothing(unguarded<guarded_by_v7>(image, image, loaded));
        } else if constexpr (std::is_same_v<Arch, natload::arch::armv7em>) {
            expect_nothing(unguarded<guarded_by_v8>(image, image, loaded));
        } else if constexpr (std::is_same_v<Arch, natload::arch::rv32imc>) {
            expect_nothing(unguarded<guarded_by_pmp>(image, image, loaded));
        } else if constexpr (std::is_same_v<Arch, natload::arch::native>) {
            expect_nothing(unprotected<natload::memory::pages>(image, image, loaded));
            expect_nothing(unprotected<natload::memory::dual_mapping>(image, image, loaded));
        }
    });
    return 0;
}
