// SPDX-License-Identifier: MIT
// Ten good files, 300 damaged ones of each: cut short, bits flipped, numbers made huge; always the same. What a loader
// of whole programs for x64 does with them, each in a process of its own. It must refuse what the reference reader
// calls malformed, and load what that calls well-formed. Prints a table; exit status 0 if all is as it must be.
#include <sys/wait.h>
#include <unistd.h>
#include <corpus/here.hpp>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <random>
#include <string_view>

#include "hostile/building.hpp"
#include "hostile/hosts.hpp"
#include "hostile/loading.hpp"
#include "hostile/mutants.hpp"
#include "support/corpus.hpp"

using namespace natload;
using namespace natload::testing;

namespace {

using host = all_host<arch::x64>;

constexpr std::string_view good[] = {
    "bytecode/many",      "bytecode/sensor",     "emitted/x64/emitted",  "emitted/x64/sensor_native",
    "native/x64/counter", "native/x64/dispatch", "native/x64/hostcalls", "native/x64/relocs",
    "native/x64/sha256",  "native/x64/strings"};
constexpr std::size_t of_a_sort = 100;
constexpr unsigned seconds_to_hang = 5;

enum answer : int { refused, loaded, loaded_malformed, refused_well_formed, crashed, hung, answers };

octet_string cut_short(bytes image, std::size_t i) {
    return {image.begin(), image.begin() + i * image.size() / of_a_sort};
}

octet_string with_flipped_bits(bytes image, std::size_t i) {
    std::minstd_rand random(static_cast<unsigned>(i + 1));
    octet_string mutant(image.begin(), image.end());
    for (std::size_t flips = i % 8 + 1; flips != 0; --flips) {
        std::uint8_t& at = mutant[random() % mutant.size()];
        at = static_cast<std::uint8_t>(at ^ 1u << random() % 8);
    }
    return mutant;
}

octet_string with_huge_number(bytes image, const std::vector<number>& numbers, std::size_t i) {
    constexpr std::size_t huge = 4;  // the first of three substitutes of 31 bits and more
    return with_substitute(image, numbers[i * numbers.size() / of_a_sort], huge + i % 3);
}

answer try_to_load(const octet_string& image) {
    const bool well_formed = reference::read(image, options_of<host>()).image.has_value();
    const bool accepted = verify<host>(image).has_value();
    const std::string wrong = misbuilding<host>(image) + misloading<linked_host<arch::x64>>(image);
    if (!wrong.empty()) std::fprintf(stderr, "%s\n", wrong.c_str());
    if (!well_formed) return accepted || !wrong.empty() ? loaded_malformed : refused;
    return accepted && wrong.empty() ? loaded : refused_well_formed;
}

answer outcome_of(const octet_string& image) {
    const pid_t child = fork();
    if (child == 0) {
        alarm(seconds_to_hang);
        _exit(try_to_load(image));
    }
    int status = 0;
    if (child < 0 || waitpid(child, &status, 0) != child) std::abort();
    if (WIFSIGNALED(status)) return WTERMSIG(status) == SIGALRM ? hung : crashed;
    return WEXITSTATUS(status) < crashed ? static_cast<answer>(WEXITSTATUS(status)) : crashed;  // a sanitizer's
}

void print(const char* name, const std::size_t (&counts)[answers]) {
    std::printf("%-28s %8zu %8zu %16zu %20zu %12zu %8zu\n", name, counts[crashed], counts[hung],
                counts[loaded_malformed], counts[refused_well_formed], counts[loaded], counts[refused]);
}

}  // namespace

int main() {
    std::printf("%-28s %8s %8s %16s %20s %12s %8s\n", "300 damaged files of each", "crash", "hang", "load malformed",
                "refuse well-formed", "load others", "refuse");
    std::size_t all[answers] = {}, files = 0;
    for (const corpus_file& file : corpus::here::files) {
        const std::string name = name_of(file);
        if (std::find(std::begin(good), std::end(good), name) == std::end(good)) continue;
        ++files;
        const std::vector<number> numbers = numbers_of(file.bytes);
        std::size_t counts[answers] = {};
        for (std::size_t i = 0; i < of_a_sort; ++i) {
            ++counts[outcome_of(cut_short(file.bytes, i))];
            ++counts[outcome_of(with_flipped_bits(file.bytes, i))];
            ++counts[outcome_of(with_huge_number(file.bytes, numbers, i))];
        }
        print(name.c_str(), counts);
        for (int i = 0; i < answers; ++i) all[i] += counts[i];
    }
    print("natload, 3,000 files", all);
    std::printf("%-28s %8d %8d %37s %12d\n", "MicroPython's loader, 3,000", 194, 933, "1,116 load in all", 756);
    const std::size_t wrong = all[crashed] + all[hung] + all[loaded_malformed] + all[refused_well_formed];
    return wrong == 0 && files == std::size(good) && all[loaded] != 0 && all[refused] != 0 ? 0 : 1;
}
