// SPDX-License-Identifier: MIT
// An image that is changed after it was verified, before or while it is loaded: a program or a DMA that writes where it
// must not. Nothing good can come of it, but still nothing is written outside of what was allocated, nothing is read
// outside of the image (the sanitizers see it), and all is given back.
#include <doctest/doctest.h>

#include <corpus/here.hpp>

#include <random>
#include <string>

#include "hostile/hosts.hpp"
#include "hostile/loading.hpp"
#include "hostile/mutants.hpp"

using namespace natload::testing;

namespace {

constexpr int attempts_per_file = mutants_per_file / 8;

bool is_linked(const corpus_file& file) { return std::string_view(file.folder).starts_with("native/"); }

// Changes an image each time that it is called.
class vandal {
public:
    vandal(octet_string& image, unsigned seed) : image_(image), random_(seed) {}

    void operator()() {
        switch (random_() % 6) {
            case 0: return;
            case 1: return std::fill(image_.begin() + place(), image_.end(), any_byte());
            case 2: return std::generate(image_.begin() + place(), image_.end(), [&] { return any_byte(); });
            default:
                for (unsigned n = 1 + random_() % 4; n > 0; --n) image_[static_cast<std::size_t>(place())] = any_byte();
        }
    }

private:
    std::ptrdiff_t place() { return static_cast<std::ptrdiff_t>(random_() % image_.size()); }
    std::uint8_t any_byte() {
        constexpr std::uint8_t likely[] = {0x00, 0x01, 0x80, 0xff};
        return random_() % 2 == 0 ? likely[random_() % 4] : static_cast<std::uint8_t>(random_());
    }

    octet_string& image_;
    std::minstd_rand random_;
};

// The parts of a machine, with the vandal at work whenever the loader calls them.
template <class Word>
struct disturbed_memory : guarded_memory<Word> {
    disturbed_memory(Word address, std::size_t room, vandal& v) : guarded_memory<Word>(address, room), disturb(v) {}

    std::uint8_t* allocate(std::size_t size, std::size_t alignment) {
        disturb();
        return guarded_memory<Word>::allocate(size, alignment);
    }
    template <class Relocate, class Cache>
    natload::errc commit(std::uint8_t* code, std::size_t size, Relocate& relocate, Cache& cache) {
        disturb();
        return guarded_memory<Word>::commit(code, size, relocate, cache);
    }

    vandal& disturb;
};

template <class P>
struct disturbed_host : natload::host::simulated<typename P::arch::word, P::options.host_entries, 32, 1024> {
    disturbed_host(typename P::arch::word address, vandal& v)
        : natload::host::simulated<typename P::arch::word, P::options.host_entries, 32, 1024>(address), disturb(v) {}

    std::uint16_t intern(natload::bytes text) {
        const std::uint16_t number = this->names.intern(text);
        disturb();
        return number;
    }

    vandal& disturb;
};

// What went wrong; empty: nothing.
template <class P>
std::string harm_done(std::span<const std::uint8_t> file, unsigned seed) {
    octet_string image(file.begin(), file.end());
    vandal disturb(image, seed);
    disturbed_memory<typename P::arch::word> code(0x1000, 64 * 1024, disturb), data(0x2000, 64 * 1024, disturb);
    disturbed_host<P> host(0x3000, disturb);
    natload::loader loader(P{}, code, data, host, natload::cache::none{});

    const auto verified = loader.verify(image);
    if (!verified) return "refused before anything was changed";
    disturb();
    { const auto module = loader.load(*verified); }
    if (code.taken() || data.taken() || host.names.in_use() != 0) return "not all was given back";
    if (!code.intact() || !data.intact()) return "written outside";
    return {};
}

}  // namespace

TEST_CASE("an image that changes under the loader's hands does no harm outside its own memory") {
    unsigned seed = 1;
    for (const corpus_file& file : corpus::here::files) {
        if (!is_linked(file)) continue;
        const std::string name = name_of(file);
        CAPTURE(name);
        with_machine_of(file.bytes, [&]<class Arch>(Arch) {
            for (int i = 0; i < attempts_per_file; ++i, ++seed) {
                const std::string harm = harm_done<linked_host<Arch>>(file.bytes, seed);
                CAPTURE(seed);
                if (!harm.empty()) CHECK(harm == "");
            }
        });
    }
}

TEST_CASE("every fault that comes after the verdict does no harm outside its own memory") {
    std::size_t refused = 0, loaded = 0;
    for (const corpus_file& file : corpus::here::files) {
        if (!is_linked(file)) continue;
        const std::string name = name_of(file);
        CAPTURE(name);
        const mutants all(file.bytes, numbers_of(file.bytes), mutants_per_file);
        with_machine_of(file.bytes, [&]<class Arch>(Arch) {
            using P = linked_host<Arch>;
            octet_string image(file.bytes.begin(), file.bytes.end());
            const auto verified = natload::verify<P>(image);
            for (std::size_t i = 0; i < all.size(); ++i) {
                // What is longer than the image is cut, what is shorter leaves its end.
                const octet_string mutant = all[i];
                std::copy_n(mutant.begin(), std::min(mutant.size(), image.size()), image.begin());
                small_machine<P> machine;
                (machine.load_to.load(*verified) ? loaded : refused) += 1;
                CAPTURE(i);
                if (!machine.untouched() || !machine.intact()) CHECK("harm done" == "");
                std::copy(file.bytes.begin(), file.bytes.end(), image.begin());
            }
        });
    }
    CHECK(loaded > refused);  // most faults are in the code, which means nothing to the loader
    CHECK(refused > loaded / 100);
}
