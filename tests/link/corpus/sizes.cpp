// SPDX-License-Identifier: MIT
// What natload links is at most as large as what the field's linker made of the same source.
#include <doctest/doctest.h>

#include <corpus/here.hpp>
#include <cstring>
#include NATLOAD_ORIGINAL_HEADER

using namespace natload::testing;

TEST_CASE("no module is larger than the field's linker makes it") {
    std::size_t compared = 0;
    for (const corpus_file& theirs : NATLOAD_ORIGINAL) {
        for (const corpus_file& ours : corpus::here::files) {
            if (std::strcmp(ours.name, theirs.name) != 0) continue;
            CAPTURE(ours.name);
            CHECK(ours.bytes.size() <= theirs.bytes.size());
            ++compared;
            break;  // the first variant is compiled as theirs was
        }
    }
    CHECK(compared == std::size(NATLOAD_ORIGINAL));
}
