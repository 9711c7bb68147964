// SPDX-License-Identifier: MIT
// Programs for an interpreter: of every corpus file, of what became of it damaged, and with a host that gives up.
#include <doctest/doctest.h>

#include <corpus/here.hpp>

#include <string>

#include "hostile/building.hpp"
#include "hostile/hosts.hpp"
#include "hostile/mutants.hpp"

using namespace natload::testing;

TEST_CASE("what is made of every file is what is in it") {
    for (const corpus_file& file : corpus::here::files) {
        const std::string name = name_of(file);
        CAPTURE(name);
        with_machine_of(file.bytes, [&]<class Arch>(Arch) { CHECK(misbuilding<all_host<Arch>>(file.bytes) == ""); });
    }
}

TEST_CASE("a host that gives up in the middle has made nothing for good") {
    for (const corpus_file& file : corpus::here::files) {
        const std::string name = name_of(file);
        CAPTURE(name);
        with_machine_of(file.bytes, [&]<class Arch>(Arch) {
            for (std::size_t most = 0; most < 32; ++most) CHECK(misbuilding<all_host<Arch>>(file.bytes, most) == "");
        });
    }
}

TEST_CASE("damaged programs are refused, or built as they are") {
    for (const corpus_file& file : corpus::here::files) {
        const std::string name = name_of(file);
        CAPTURE(name);
        const mutants all(file.bytes, numbers_of(file.bytes), mutants_per_file);
        with_machine_of(file.bytes, [&]<class Arch>(Arch) {
            for (std::size_t i = 0; i < all.size(); i += 4) {
                CAPTURE(i);
                const std::string found = misbuilding<all_host<Arch>>(octet_string(all[i]));
                if (!found.empty()) CHECK(found == "");
            }
        });
    }
}
