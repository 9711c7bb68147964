// SPDX-License-Identifier: MIT
// Scope `linked`: verify, plan, load into guarded memory, give back. The image's own header says on which machine.
#include "fuzz/outcome.hpp"
#include "hostile/differential.hpp"
#include "hostile/hosts.hpp"
#include "hostile/loading.hpp"

using namespace natload::testing;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::span<const std::uint8_t> image(data, size);
    with_machine_of(image, [&]<class Arch>(Arch) {
        expect_nothing(disagreement<linked_host<Arch>>(image));
        expect_nothing(misloading<linked_host<Arch>>(image));
    });
    return 0;
}
