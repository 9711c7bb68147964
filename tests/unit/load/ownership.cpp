// SPDX-License-Identifier: MIT
// Who owns what was loaded: a handle; a collector, to which the blocks were handed over; and what runs before a
// release.
#include <natload/host/simulated_interpreter.hpp>
#include <natload/load/program_loader.hpp>
#include <natload/memory/simulated.hpp>
#include <natload/natload.hpp>

#include <array>

#include "support/check_both.hpp"
#include "support/mpy_writer.hpp"

using namespace natload;
using testing::writer;

namespace {

using arch_here = arch::armv7m;
using word = arch_here::word;

// A collector as small interpreters have it: a block is in use while a word that it is told of, a root, is the address
// of the block's head; words that point into the middle keep nothing.
class collector {
public:
    constexpr explicit collector(word address) : memory_(address) {}

    constexpr std::uint8_t* allocate(std::size_t size, std::size_t alignment) {
        std::uint8_t* const block = memory_.allocate(size, alignment);
        if (block == nullptr) return nullptr;
        for (auto& each : blocks_) {
            if (each.at != nullptr) continue;
            each = {block, size, false};
            break;
        }
        return block;
    }
    constexpr void release(std::uint8_t* block, std::size_t) {
        for (auto& each : blocks_) {
            if (each.at == block && block != nullptr) free(each);
        }
    }
    constexpr word address(const std::uint8_t* block) const { return memory_.address(block); }
    template <class Relocate, class Cache>
    constexpr errc commit(std::uint8_t* code, std::size_t size, Relocate& relocate, Cache& cache) {
        return memory_.commit(code, size, relocate, cache);
    }

    /// What a root says: this is the head of a block. A size that is not its own is not believed.
    constexpr void root(const std::uint8_t* head, std::size_t size) {
        for (auto& each : blocks_) {
            if (each.at == head) each.marked = each.size == size;
        }
    }
    /// Frees what no root has named since.
    constexpr void collect() {
        for (auto& each : blocks_) {
            if (each.at != nullptr && !each.marked) free(each);
            each.marked = false;
        }
    }
    constexpr std::size_t in_use() { return memory_.in_use(); }

private:
    struct entry {
        std::uint8_t* at = nullptr;
        std::size_t size = 0;
        bool marked = false;
    };
    constexpr void free(entry& b) {
        memory_.release(b.at, b.size);
        b = {};
    }

    memory::simulated<word, 512> memory_;
    entry blocks_[8] = {};
};
static_assert(code_memory<collector, word> && data_memory<collector, word>);

// Notes what it is told before a release.
template <class Host>
struct with_teardown : Host {
    using Host::Host;
    unsigned teardowns = 0;
    std::size_t code = 0, names_then = 0;

    template <class Loaded>
    constexpr void teardown(const Loaded& loaded) {
        ++teardowns;
        code = loaded.code().size();
        names_then = this->names.in_use();
    }
};

constexpr writer module_file() {
    constexpr std::array<std::uint8_t, 8> code{};
    return writer{}
        .header({.architecture = testing::isa::armv7m})
        .counts(1, 0)
        .qstr("name")
        .viper(code, {.bss = 8, .relocations = true})
        .relocation(testing::to::bss, testing::in_code(1))
        .end_of_relocations();
}

using linked_platform = platform<arch_here>;
using all_platform = platform<arch_here, platform_options{.scope = scope::all}>;

// The blocks are the collector's from adopt on: what it is not told of goes, what it is told of stays.
template <class Loader, class Image>
constexpr bool blocks_are_handed_over(Loader& loader, collector& code, collector& data, const Image& image) {
    auto loaded = loader.load(bytes(image));
    if (!loaded) return false;
    const bytes code_block = loaded->code(), data_block = loaded->data();
    struct told {
        const std::uint8_t* at = nullptr;
        std::size_t size = 0;
    } blocks[4];
    std::size_t count = 0;
    loaded->adopt([&](std::uint8_t* block, std::size_t size) { blocks[count++] = {block, size}; });
    bool holds = !*loaded && count == 2 && blocks[0].at == code_block.begin() && blocks[0].size == code_block.size() &&
                 blocks[1].at == data_block.begin() && blocks[1].size == data_block.size();
    loaded->release();  // does nothing
    holds = holds && code.in_use() != 0 && data.in_use() != 0;

    for (int time = 0; time < 2; ++time) {
        code.root(blocks[0].at, blocks[0].size);
        data.root(blocks[1].at, blocks[1].size);
        code.collect();
        data.collect();
        holds = holds && code.in_use() != 0 && data.in_use() != 0;
    }
    code.root(blocks[0].at + 1, blocks[0].size);  // into the middle
    code.collect();
    data.collect();
    return holds && code.in_use() == 0 && data.in_use() == 0;
}

constexpr bool modules_are_adopted() {
    collector code(0x10000), data(0x20000);
    host::simulated<word, 87> host(0x30000);
    loader loading(linked_platform{}, code, data, host, cache::none{});
    return blocks_are_handed_over(loading, code, data, module_file()) && host.names.in_use() == 1;
}

constexpr bool programs_are_adopted() {
    collector code(0x10000), data(0x20000);
    host::simulated_interpreter<word, 87> host(0x30000);
    program_loader loading(all_platform{}, code, data, host, cache::none{});
    return blocks_are_handed_over(loading, code, data, module_file()) && host.names.in_use() == 1 && host.in_use() == 1;
}

// What a collector is never told of, it takes back, though a program is still there: hand over, or keep the handle
// in memory of its own.
constexpr bool what_is_not_told_is_collected() {
    collector code(0x10000), data(0x20000);
    host::simulated<word, 87> host(0x30000);
    loader loading(linked_platform{}, code, data, host, cache::none{});
    auto loaded = loading.load(bytes(module_file()));
    code.collect();
    data.collect();
    const bool gone = loaded && code.in_use() == 0 && data.in_use() == 0;
    loaded->adopt([](std::uint8_t*, std::size_t) {});
    return gone;
}

// Once for each release of what was loaded, while all is still there; never for what was not.
template <class Host, class P, template <class, class, class, class, class> class Loader>
constexpr bool teardown_comes_first() {
    memory::simulated<word, 512> code(0x10000), data(0x20000);
    with_teardown<Host> host(0x30000);
    Loader<P, decltype(code), decltype(data), decltype(host), cache::none> loading(P{}, code, data, host);
    const auto image = module_file();
    if (loading.load(bytes(image.data(), image.size() - 1)) || host.teardowns != 0) return false;
    {
        auto first = loading.load(bytes(image));
        auto second = loading.load(bytes(image));
        if (!first || !second || host.teardowns != 0) return false;
        first->release();
        first->release();
        if (host.teardowns != 1 || host.code < 8 || host.names_then != 1) return false;
    }
    return host.teardowns == 2 && code.in_use() == 0 && data.in_use() == 0 && host.names.in_use() == 0;
}

}  // namespace

TEST_CASE("a collector owns what it adopts, and nothing that it was not told of") {
    CHECK_BOTH(modules_are_adopted());
    CHECK_BOTH(programs_are_adopted());
    CHECK_BOTH(what_is_not_told_is_collected());
}

TEST_CASE("a host is told before a release, while all is there") {
    CHECK_BOTH(teardown_comes_first<host::simulated<word, 87>, linked_platform, loader>());
    CHECK_BOTH(teardown_comes_first<host::simulated_interpreter<word, 87>, all_platform, program_loader>());
}
