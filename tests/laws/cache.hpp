// SPDX-License-Identifier: MIT
// What every cache policy keeps beyond what its concept can say. For a model of your own:
//   TEST_CASE_TEMPLATE_INVOKE(cache_laws, on<my_policy, std::uint32_t>);
//   TEST_CASE_TEMPLATE_INVOKE(cache_execution_laws, my_policy);   on the machine that it is for
#pragma once

#include <natload/cache/cache_policy.hpp>

#include <cstdint>
#include <cstring>
#include <initializer_list>

#include "boards/machine_code.hpp"
#include "support/check_both.hpp"

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace natload::testing::laws {

/// 512 bytes that can be written and run, 16-aligned.
inline std::uint8_t* executable_memory() {
#if defined(__linux__)
    static void* const memory =
        mmap(nullptr, 512, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    REQUIRE(memory != MAP_FAILED);
    return static_cast<std::uint8_t*>(memory);
#else
    alignas(16) static std::uint8_t memory[512];
    return memory;
#endif
}

/// Code as this machine calls it: with the Thumb bit where it has one.
inline auto* function_at(const std::uint8_t* code) {
    auto address = reinterpret_cast<std::uintptr_t>(code);
#if defined(__thumb__)
    address |= 1;
#endif
    return reinterpret_cast<int (*)(int, int)>(address);
}

/// A policy, and the word of a machine that it serves.
template <class Policy, class Word>
struct on {
    static_assert(cache_policy<Policy, Word>);
    using policy = Policy;
    using word = Word;
};

/// Any range will do, an empty one and one at either end of the address space included; in constant expressions too.
template <class Policy, class Word>
constexpr bool takes_any_range() {
    Policy policy{};
    const Policy copy = policy;
    Policy other = copy;
    for (const std::size_t size : {0u, 1u, 31u, 32u, 33u, 4096u}) {
        const auto upper_end = static_cast<Word>(~Word{0} - (size - 1));
        for (const Word address : {Word{0}, Word{0x1000}, Word{0x1fff}, upper_end}) {
            policy.synchronize(address, size);
            other.synchronize(address, size);
        }
    }
    return true;
}

TEST_CASE_TEMPLATE_DEFINE("laws of cache policies: any range, in constant expressions too", On, cache_laws) {
    constexpr bool taken = takes_any_range<typename On::policy, typename On::word>();
    CHECK(taken);
}

TEST_CASE_TEMPLATE_DEFINE("laws of cache policies: what was written last is what runs", Policy, cache_execution_laws) {
    static_assert(sizeof add_code <= 16 && sizeof sub_code <= 16);
    Policy policy{};
    std::uint8_t* const memory = executable_memory();
    const auto write = [&](std::uint8_t* at, const auto& code) {
        std::memcpy(at, code, sizeof code);
        policy.synchronize(reinterpret_cast<std::uintptr_t>(at), sizeof code);
    };

    for (int round = 0; round < 100; ++round) {
        write(memory, add_code);
        CHECK(function_at(memory)(40, 2) == 42);
        write(memory, sub_code);
        CHECK(function_at(memory)(40, 2) == 38);
    }

    // A function in each part of a range that is synchronized at once.
    for (std::uint8_t* at = memory; at < memory + 512; at += 16) std::memcpy(at, add_code, sizeof add_code);
    policy.synchronize(reinterpret_cast<std::uintptr_t>(memory), 512);
    for (const std::uint8_t* at = memory; at < memory + 512; at += 16) CHECK(function_at(at)(40, 2) == 42);
    policy.synchronize(reinterpret_cast<std::uintptr_t>(memory), 0);
}

}  // namespace natload::testing::laws
