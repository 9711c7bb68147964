// SPDX-License-Identifier: MIT
// Accepted faults, loaded into an arena between blocks of others: nothing outside the module's blocks is written, and
// the arena is as it was when the module is released.
#include <natload/memory/arena.hpp>

#include <doctest/doctest.h>

#include <corpus/here.hpp>

#include <algorithm>
#include <cstring>
#include <string>
#include <string_view>

#include "hostile/hosts.hpp"
#include "hostile/loading.hpp"
#include "hostile/mutants.hpp"

using namespace natload::testing;

namespace {

// A buffer of which the middle is the arena, and in the arena a block before and one after whatever is loaded.
class neighbourhood {
public:
    neighbourhood() {
        std::memset(buffer_, pattern, sizeof buffer_);
        for (std::uint8_t*& block : blocks_) {
            block = arena.allocate(block_size, 8);
            std::memset(block, pattern, block_size);
        }
        arena.release(blocks_[1], block_size);
        blocks_[1] = nullptr;
        in_use_ = arena.in_use();
    }

    bool is_as_it_was() {
        const auto whole = [](const std::uint8_t* at, std::size_t n) {
            return std::all_of(at, at + n, [](std::uint8_t byte) { return byte == pattern; });
        };
        return whole(buffer_, guard) && whole(buffer_ + guard + size, guard) && whole(blocks_[0], block_size) &&
               whole(blocks_[2], block_size) && arena.in_use() == in_use_;
    }

private:
    static constexpr std::size_t guard = 64, size = 24 * 1024, block_size = 6000;
    static constexpr std::uint8_t pattern = 0xa5;

    alignas(16) std::uint8_t buffer_[guard + size + guard];

public:
    natload::memory::arena arena{buffer_ + guard, size};

private:
    std::uint8_t* blocks_[3] = {};
    std::size_t in_use_ = 0;
};

// How many of a file's accepted faults were loaded.
template <class Arch>
std::size_t load_faults_of(const corpus_file& file) {
    using P = linked_host<Arch>;
    natload::host::simulated<typename Arch::word, P::options.host_entries, 32, 1024> host(0x3000);
    neighbourhood around;
    natload::loader loader(P{}, around.arena, around.arena, host, natload::cache::none{});
    const mutants all(file.bytes, numbers_of(file.bytes), mutants_per_file);
    std::size_t loaded = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const octet_string mutant = all[i];
        const auto verified = loader.verify(mutant);
        if (!verified) continue;
        loaded += loader.load(*verified).has_value() ? 1u : 0u;
        CAPTURE(i);
        if (!around.is_as_it_was() || host.names.in_use() != 0) CHECK("the arena is not as it was" == "");
    }
    return loaded;
}

}  // namespace

TEST_CASE("an arena and its other blocks are as before when a module is gone") {
    std::size_t loaded = 0;
    for (const corpus_file& file : corpus::here::files) {
        const std::string_view folder = file.folder;
#if defined(NATLOAD_TEST_MACHINE)
        if (folder.starts_with("native/")) loaded += load_faults_of<natload::arch::NATLOAD_TEST_MACHINE>(file);
#else
        if (folder == "native/x64") loaded += load_faults_of<natload::arch::x64>(file);
        if (folder == "native/rv64imc") loaded += load_faults_of<natload::arch::rv64imc>(file);
#endif
    }
    CHECK(loaded > mutants_per_file);
}
