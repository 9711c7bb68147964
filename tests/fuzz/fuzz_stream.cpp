// SPDX-License-Identifier: MIT
// Files of any kind from a source, one that can be rewound, one that only reads forward, and one that fails: as from
// memory, refused or made, and no more is read than the image's size allows.
#include <numeric>

#include "fuzz/outcome.hpp"
#include "hostile/building.hpp"
#include "hostile/hosts.hpp"

using namespace natload::testing;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::span<const std::uint8_t> image(data, size);
    const std::size_t fails_at = std::accumulate(image.begin(), image.end(), std::size_t{0}) % (size + 1);
    with_machine_of(image, [&]<class Arch>(Arch) {
        using P = all_host<Arch>;
        expect_nothing(misreading<P>(image));
        expect_nothing(misreading_before<P>(image, fails_at));
    });
    return 0;
}
