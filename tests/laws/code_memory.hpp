// SPDX-License-Identifier: MIT
// What every code memory keeps beyond what its concept can say: commit. For a model of your own extend the harness of
// memory.hpp by
//       std::uint8_t* at_run(word run);                  where a test can read what runs at an address
//       word written(const std::uint8_t* code);          the address at which a block was written, if the processor
//                                                        has it in a cache beside the run address
//       bool executable(const std::uint8_t* code);       if the machine can tell
//   TEST_CASE_TEMPLATE_INVOKE(code_memory_laws, my_harness);
#pragma once

#include "laws/memory.hpp"

#include <vector>

namespace natload::testing::laws {

/// What a commit did, in its order.
template <class Word>
struct commit_steps {
    struct range {
        Word address;
        std::size_t size;
    };
    std::vector<Word> relocated;
    std::vector<range> synchronized;
    bool in_order = true;  // nothing was synchronized before it was relocated

    bool covers(Word address, std::size_t size) const {
        return std::any_of(synchronized.begin(), synchronized.end(), [&](const range& r) {
            return r.address <= address && address - r.address <= r.size && r.size - (address - r.address) >= size;
        });
    }
};

template <class Harness>
class watched_commit {
public:
    using word = typename Harness::word;

    watched_commit(Harness& harness, std::uint8_t* block, std::size_t size)
        : code(block), harness_(harness), size_(size) {}

    std::uint8_t* code;  // commit may exchange it
    commit_steps<word> steps;

    errc operator()(errc relocation) {
        // The last writes to the block, from end to end.
        auto relocate = [&](word run) {
            steps.relocated.push_back(run);
            steps.in_order = steps.in_order && steps.synchronized.empty();
            for (std::size_t i = 0; i < size_; ++i) code[i] = static_cast<std::uint8_t>(code[i] + 1);
            expect_not_executable();
            return relocation;
        };
        spy cache{*this};
        return harness_.memory.commit(code, size_, relocate, cache);
    }

    void expect_not_executable() {
        if constexpr (requires { harness_.executable(code); }) CHECK(!harness_.executable(code));
    }

private:
    struct spy {
        watched_commit& commit;
        void synchronize(word address, std::size_t size) {
            commit.steps.synchronized.push_back({address, size});
            commit.expect_not_executable();
        }
    };

    Harness& harness_;
    std::size_t size_;
};

TEST_CASE_TEMPLATE_DEFINE("laws of code memory: commit", H, code_memory_laws) {
    H harness;
    auto& memory = harness.memory;
    static_assert(code_memory<std::remove_reference_t<decltype(memory)>, typename H::word>);
    filled_block bystander = allocate_filled(memory, 20, 0x11);
    const std::size_t sizes[] = {1, 7, 40, 100};

    SUBCASE("relocates once, synchronizes all that was written and all that runs, then protects") {
        for (const std::size_t size : sizes) {
            CAPTURE(size);
            const filled_block block = allocate_filled(memory, size, 0x40, 16);
            watched_commit commit(harness, block.data, size);
            CHECK(commit(errc::none) == errc::none);
            REQUIRE(commit.steps.relocated.size() == 1);
            const auto run = commit.steps.relocated[0];
            CHECK(run % 16 == 0);
            CHECK(commit.steps.in_order);
            CHECK(commit.steps.covers(run, size));
            if constexpr (requires { harness.written(block.data); }) {
                CHECK(commit.steps.covers(harness.written(block.data), size));
            }
            CHECK(filled_block{harness.at_run(run), size, 0x41}.holds());
            if constexpr (requires { harness.executable(block.data); }) CHECK(harness.executable(commit.code));
            CHECK(bystander.holds());
            memory.release(commit.code, size);
        }
    }

    SUBCASE("passes on what relocation refuses, and nothing becomes executable") {
        for (const std::size_t size : sizes) {
            CAPTURE(size);
            watched_commit commit(harness, allocate_filled(memory, size, 0x40, 16).data, size);
            CHECK(commit(errc::relocation_outside) == errc::relocation_outside);
            CHECK(commit.steps.relocated.size() == 1);
            CHECK(commit.steps.synchronized.empty());
            commit.expect_not_executable();
            CHECK(bystander.holds());
            memory.release(commit.code, size);
        }
    }

    SUBCASE("committed blocks are released in any order") {
        std::array<int, 3> order{0, 1, 2};
        do {
            std::array<std::uint8_t*, 3> blocks{};
            for (std::uint8_t*& block : blocks) {
                watched_commit commit(harness, allocate_filled(memory, 30, 0x40, 16).data, 30);
                CHECK(commit(errc::none) == errc::none);
                block = commit.code;
            }
            for (const int i : order) memory.release(blocks[static_cast<std::size_t>(i)], 30);
        } while (std::next_permutation(order.begin(), order.end()));
    }

    bystander.fill(0x22);  // still not committed: still to be written
    CHECK(bystander.holds());
    memory.release(bystander.data, bystander.size);
    CHECK(harness.in_use() == 0);
}

}  // namespace natload::testing::laws
