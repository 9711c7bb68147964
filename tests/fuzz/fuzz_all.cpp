// SPDX-License-Identifier: MIT
// Scope `all`: verify, on the machine that the image's own header says, with wide and with narrow limits, with and
// without leave to be followed by more; and build, from memory, a file and a wire, for an interpreter that notes what
// it is asked to make.
#include "fuzz/outcome.hpp"
#include "hostile/building.hpp"
#include "hostile/differential.hpp"
#include "hostile/hosts.hpp"

using namespace natload::testing;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::span<const std::uint8_t> image(data, size);
    with_machine_of(image, [&]<class Arch>(Arch) {
        expect_nothing(disagreement<all_host<Arch>>(image));
        expect_nothing(misbuilding<all_host<Arch>>(image));
        expect_nothing(misreading<all_host<Arch>>(image));
        expect_nothing(disagreement<narrow_host<Arch>>(image, natload::trailing::accept));
    });
    return 0;
}
