// SPDX-License-Identifier: MIT
// Files of any kind, built from memory for an interpreter that notes what it is asked to make, and every other time
// gives up before long: with code memory that can be read, that can't, and beside an image that runs in place.
#include <numeric>

#include "fuzz/outcome.hpp"
#include "hostile/building.hpp"
#include "hostile/hosts.hpp"

using namespace natload::testing;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::span<const std::uint8_t> image(data, size);
    const unsigned sum = std::accumulate(image.begin(), image.end(), 0u);
    const std::size_t most = sum % 32 < 16 ? sum % 32 : SIZE_MAX;
    with_machine_of(image, [&]<class Arch>(Arch) {
        using P = all_host<Arch>;
        expect_nothing(misbuilding<P>(image, most));
        if (!natload::verify<P>(image)) return;  // memory comes later
        expect_nothing(misbuilding<P, unreadable_memory>(image, most));
        expect_nothing(misbuilding<P, memory_beside_flash>(image, most));
    });
    return 0;
}
