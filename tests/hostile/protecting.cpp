// SPDX-License-Identifier: MIT
// Whatever becomes of an image, before it is verified or after, no code can be written where it runs, no data runs, and
// nothing is left behind.
#include "hostile/protecting.hpp"

#include <doctest/doctest.h>

#include <corpus/here.hpp>

#include <string_view>

#include "hostile/mutants.hpp"

using namespace natload::testing;

namespace {

bool is_for_this_machine(const corpus_file& file) {
    using P = linked_host<natload::arch::native>;
    return natload::verify<P>(file.bytes).has_value();
}

}  // namespace

TEST_CASE_TEMPLATE("damaged images in memory that a protection unit guards", Machine, guarded_by_v7, guarded_by_v8,
                   guarded_by_pmp) {
    std::size_t files = 0, tried = 0, loaded = 0;
    for (const corpus_file& file : corpus::here::files) {
        if (!natload::verify<typename Machine::P>(file.bytes)) continue;
        CAPTURE(file.name);
        ++files;
        const std::size_t now = loaded;
        CHECK(unguarded<Machine>(file.bytes, file.bytes, loaded) == "");
        CHECK(loaded == now + 1);
        const mutants all(file.bytes, numbers_of(file.bytes), mutants_per_file / 24);
        for (std::size_t i = 0; i < all.size(); ++i) {
            const octet_string mutant = all[i];
            CAPTURE(i);
            std::string wrong = unguarded<Machine>(mutant, mutant, loaded);
            if (wrong.empty()) wrong = unguarded<Machine>(file.bytes, mutant, loaded);
            if (!wrong.empty()) CHECK(wrong == "");
            ++tried;
        }
    }
    CHECK(files > 5);
    CHECK(loaded > tried / 4);
    CHECK(loaded < 2 * tried);
}

TEST_CASE_TEMPLATE("damaged images in memory that the system protects", Memory, natload::memory::pages,
                   natload::memory::dual_mapping) {
    std::size_t files = 0, tried = 0, loaded = 0, refused_late = 0;
    for (const corpus_file& file : corpus::here::files) {
        if (!is_for_this_machine(file)) continue;
        CAPTURE(file.name);
        ++files;
        CHECK(unprotected<Memory>(file.bytes, file.bytes, loaded) == "");
        CHECK(loaded == files + (tried - refused_late));
        const mutants all(file.bytes, numbers_of(file.bytes), mutants_per_file / 24);
        for (std::size_t i = 0; i < all.size(); ++i) {
            const octet_string mutant = all[i];
            CAPTURE(i);
            std::size_t before = 0;
            std::string wrong = unprotected<Memory>(mutant, mutant, before);
            const std::size_t now = loaded;
            if (wrong.empty()) wrong = unprotected<Memory>(file.bytes, mutant, loaded);
            if (!wrong.empty()) CHECK(wrong == "");
            ++tried;
            refused_late += loaded == now ? 1u : 0u;
        }
    }
    CHECK(files > 5);
    CHECK(loaded > tried / 4);
    CHECK(refused_late > 0);
}
