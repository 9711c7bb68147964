// SPDX-License-Identifier: MIT
// The library and the reference reader agree on every corpus file, and on every fault in it.
#include <doctest/doctest.h>

#include <corpus/here.hpp>

#include <cstddef>
#include <string>
#include <vector>

#include "hostile/differential.hpp"
#include "hostile/hosts.hpp"
#include "hostile/mutants.hpp"

using namespace natload::testing;

namespace {

using natload::trailing;
using image = std::span<const std::uint8_t>;

// The first disagreement of any host of the file's architecture.
template <class Arch>
std::string at_home(image bytes) {
    std::string found = disagreement<linked_host<Arch>>(bytes);
    if (found.empty()) found = disagreement<all_host<Arch>>(bytes);
    return found;
}

template <class Arch>
std::string where_more_may_follow(image bytes) {
    std::string found = disagreement<linked_host<Arch>>(bytes, trailing::accept);
    if (found.empty()) found = disagreement<all_host<Arch>>(bytes, trailing::accept);
    return found;
}

template <class Arch>
std::string elsewhere(image bytes) {
    std::string found = disagreement<narrow_host<Arch>>(bytes);
    if (found.empty()) found = disagreement<all_host<natload::arch::armv7emdp>>(bytes);
    if (found.empty()) found = disagreement<linked_host<natload::arch::rv64imc>>(bytes);
    return found;
}

}  // namespace

TEST_CASE("the readers agree on every file") {
    for (const corpus_file& file : corpus::here::files) {
        const std::string name = name_of(file);
        CAPTURE(name);
        with_machine_of(file.bytes, [&]<class Arch>(Arch) {
            CHECK(at_home<Arch>(file.bytes) == "");
            CHECK(where_more_may_follow<Arch>(file.bytes) == "");
            CHECK(elsewhere<Arch>(file.bytes) == "");
        });
    }
}

TEST_CASE("the readers agree on every fault") {
    std::size_t tried = 0;
    for (const corpus_file& file : corpus::here::files) {
        const std::string name = name_of(file);
        CAPTURE(name);
        const mutants all(file.bytes, numbers_of(file.bytes), mutants_per_file);
        with_machine_of(file.bytes, [&]<class Arch>(Arch) {
            for (std::size_t i = 0; i < all.size(); ++i) {
                const octet_string mutant = all[i];
                std::string found = at_home<Arch>(mutant);
                if (found.empty() && i % 8 == 0) found = where_more_may_follow<Arch>(mutant);
                if (found.empty() && i % 8 == 4) found = elsewhere<Arch>(mutant);
                CAPTURE(i);
                if (!found.empty()) CHECK(found == "");
            }
        });
        tried += all.size();
    }
    CHECK(tried >= std::size(corpus::here::files) * mutants_per_file / 2);
    MESSAGE(tried, " mutants");
}
