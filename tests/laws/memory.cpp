// SPDX-License-Identifier: MIT
#include "laws/memory.hpp"

#include <natload/core/event_log.hpp>
#include <natload/memory.hpp>
#include <natload/memory/recording.hpp>
#include <natload/memory/simulated.hpp>

#include "laws/code_memory.hpp"

#if defined(__linux__)
#include <natload/memory/dual_mapping.hpp>
#include <natload/memory/pages.hpp>

#include "support/mappings.hpp"
#endif

namespace natload::testing::laws {

constexpr std::size_t room = 12 * 1024;

struct arena_harness {
    using word = std::uintptr_t;
    static constexpr std::size_t max_alignment = 4096;

    alignas(16) std::uint8_t buffer[room];
    memory::arena memory{buffer};

    std::size_t in_use() { return memory.in_use(); }
    word written(const std::uint8_t* code) const { return memory.address(code); }
    std::uint8_t* at_run(word run) const { return reinterpret_cast<std::uint8_t*>(run); }
};

template <class Word>
struct simulated_harness {
    using word = Word;
    static constexpr std::size_t max_alignment = 16;

    memory::simulated<word, room> memory{0x8000};

    std::size_t in_use() { return memory.in_use(); }
    word written(const std::uint8_t* code) const { return memory.address(code); }
    /// Any block tells where the others are.
    std::uint8_t* at_run(word run) {
        std::uint8_t* const other = memory.allocate(1, 1);
        REQUIRE(other != nullptr);
        std::uint8_t* const found =
            other + (static_cast<std::ptrdiff_t>(run) - static_cast<std::ptrdiff_t>(memory.address(other)));
        memory.release(other, 1);
        return found;
    }
};

/// Over the memory of another harness.
template <class Below>
struct recording_harness {
    using word = typename Below::word;
    static constexpr std::size_t max_alignment = Below::max_alignment;

    Below below;
    event_log<> log;
    memory::recording<event_log<>, decltype(Below::memory)> memory{log, below.memory};

    std::size_t in_use() { return below.in_use(); }
    word written(const std::uint8_t* code) const { return below.written(code); }
    std::uint8_t* at_run(word run) { return below.at_run(run); }
};

/// Written where a data bus sees it, run where an instruction bus does.
template <class Below>
struct aliased_harness {
    using word = typename Below::word;
    static constexpr std::size_t max_alignment = Below::max_alignment;
    static constexpr std::uintptr_t written_base = 0x20000000, run_base = 0x00800000;

    Below below;
    memory::aliased<decltype(Below::memory), written_base, run_base> memory{below.memory};

    std::size_t in_use() { return below.in_use(); }
    word written(const std::uint8_t* code) const { return below.written(code); }
    std::uint8_t* at_run(word run) { return below.at_run(static_cast<word>(run - run_base + written_base)); }
};

TEST_CASE_TEMPLATE_INVOKE(allocation_laws, arena_harness, simulated_harness<std::uint32_t>,
                          simulated_harness<std::uint64_t>, recording_harness<arena_harness>,
                          aliased_harness<arena_harness>);
TEST_CASE_TEMPLATE_INVOKE(data_memory_laws, arena_harness, simulated_harness<std::uint32_t>,
                          simulated_harness<std::uint64_t>, recording_harness<arena_harness>);
TEST_CASE_TEMPLATE_INVOKE(code_memory_laws, arena_harness, simulated_harness<std::uint32_t>,
                          simulated_harness<std::uint64_t>, recording_harness<arena_harness>,
                          recording_harness<simulated_harness<std::uint64_t>>, aliased_harness<arena_harness>,
                          aliased_harness<simulated_harness<std::uint32_t>>);

/// Staged in an arena, then written word by word where it runs.
struct staged_harness {
    using word = std::uintptr_t;
    static constexpr std::size_t max_alignment = 4096;

    arena_harness staging;
    alignas(16) std::uint8_t code_ram[1024];
    memory::word_only<8> region{reinterpret_cast<word>(code_ram), sizeof code_ram};
    memory::staged<word, memory::word_only<8>, memory::arena> memory{region, staging.memory};

    std::size_t in_use() { return staging.in_use() + region.in_use(); }
    std::uint8_t* at_run(word run) const { return reinterpret_cast<std::uint8_t*>(run); }
};

TEST_CASE_TEMPLATE_INVOKE(allocation_laws, staged_harness);
TEST_CASE_TEMPLATE_INVOKE(code_memory_laws, staged_harness);

#if defined(__linux__)
inline bool is_executable(const std::uint8_t* code) {
    const std::string rights = rights_at(reinterpret_cast<std::uintptr_t>(code));
    CHECK((rights == "rw-" || rights == "r-x"));
    return rights == "r-x";
}

struct pages_harness {
    using word = std::uintptr_t;
    static constexpr std::size_t max_alignment = 4096;

    memory::pages memory;

    std::size_t in_use() const { return memory.in_use(); }
    word written(const std::uint8_t* code) const { return memory.address(code); }
    std::uint8_t* at_run(word run) const { return reinterpret_cast<std::uint8_t*>(run); }
    bool executable(const std::uint8_t* code) const { return is_executable(code); }
};

struct dual_mapping_harness {
    using word = std::uintptr_t;
    static constexpr std::size_t max_alignment = 4096;

    memory::dual_mapping memory;

    std::size_t in_use() const { return memory.in_use(); }
    std::uint8_t* at_run(word run) const { return reinterpret_cast<std::uint8_t*>(run); }
    bool executable(const std::uint8_t* code) const { return is_executable(code); }
};

TEST_CASE_TEMPLATE_INVOKE(allocation_laws, pages_harness, recording_harness<pages_harness>, dual_mapping_harness);
TEST_CASE_TEMPLATE_INVOKE(data_memory_laws, pages_harness, recording_harness<pages_harness>);
TEST_CASE_TEMPLATE_INVOKE(code_memory_laws, pages_harness, recording_harness<pages_harness>, dual_mapping_harness);
#endif

}  // namespace natload::testing::laws
