// SPDX-License-Identifier: MIT
// What is accepted of the corpus and of its faults is loaded as the format says, and given back.
#include "hostile/loading.hpp"

#include <doctest/doctest.h>

#include <corpus/here.hpp>

#include <natload/memory/arena.hpp>

#include <array>

#include "hostile/hosts.hpp"
#include "hostile/mutants.hpp"

using namespace natload::testing;

namespace {

bool is_linked(const corpus_file& file) { return std::string_view(file.folder).starts_with("native/"); }

}  // namespace

TEST_CASE("every linked module is loaded to the byte") {
    std::size_t linked = 0, loaded = 0;
    for (const corpus_file& file : corpus::here::files) {
        const std::string name = name_of(file);
        CAPTURE(name);
        linked += is_linked(file) ? 1u : 0u;
        with_machine_of(file.bytes, [&]<class Arch>(Arch) {
            CHECK(misloading<linked_host<Arch>>(file.bytes) == "");
            CHECK(misloading<all_host<Arch>>(file.bytes) == "");
            loaded += natload::verify<linked_host<Arch>>(file.bytes).has_value() ? 1u : 0u;
            CHECK(natload::verify<linked_host<Arch>>(file.bytes).has_value() == is_linked(file));
        });
    }
    CHECK(loaded == linked);
    CHECK(loaded > 0);
}

TEST_CASE("every fault that is accepted is loaded to the byte, or refused without a trace") {
    std::size_t tried = 0, accepted = 0;
    for (const corpus_file& file : corpus::here::files) {
        if (!is_linked(file)) continue;
        const std::string name = name_of(file);
        CAPTURE(name);
        const mutants all(file.bytes, numbers_of(file.bytes), mutants_per_file);
        tried += all.size();
        with_machine_of(file.bytes, [&]<class Arch>(Arch) {
            for (std::size_t i = 0; i < all.size(); ++i) {
                const octet_string mutant = all[i];
                if (!natload::verify<linked_host<Arch>>(mutant)) continue;
                ++accepted;
                const std::string found = misloading<linked_host<Arch>>(mutant);
                CAPTURE(i);
                if (!found.empty()) CHECK(found == "");
            }
        });
    }
    CHECK(accepted > tried / 4);
    MESSAGE(accepted, " faults accepted");
}
