// SPDX-License-Identifier: MIT
#include "laws/cache.hpp"

#include <natload/cache.hpp>
#include <natload/cache/recording.hpp>

namespace natload::testing::laws {

/// A recording policy that brings its log.
template <class Cache>
struct recorded : cache::recording<event_log<64>, Cache> {
    constexpr recorded() : cache::recording<event_log<64>, Cache>(log) {}
    constexpr recorded(const recorded&) : recorded() {}
    event_log<64> log;
};

struct own_hook {
    constexpr void operator()(std::uint64_t, std::size_t) const {}
};

using w32 = std::uint32_t;
using w64 = std::uint64_t;
TEST_CASE_TEMPLATE_INVOKE(cache_laws, on<cache::none, w32>, on<cache::none, w64>, on<cache::cortex_m, w32>,
                          on<cache::cortex_m7, w32>, on<cache::arm11, w32>, on<cache::cortex_a, w32>,
                          on<cache::aarch64, w64>, on<cache::fence_i, w32>, on<cache::fence_i, w64>,
                          on<cache::xtensa<0, 0>, w32>, on<cache::xtensa<32, 16>, w32>,
                          on<cache::builtin, std::uintptr_t>, on<cache::hooked<cache::fence_i, own_hook>, w64>,
                          on<recorded<cache::none>, w32>, on<recorded<cache::none>, w64>);

// On the machine that each is for.
#if defined(__x86_64__) || defined(__i386__)
TEST_CASE_TEMPLATE_INVOKE(cache_execution_laws, cache::none, cache::builtin, recorded<cache::none>);
#elif defined(__riscv)
TEST_CASE_TEMPLATE_INVOKE(cache_execution_laws, cache::fence_i, cache::hooked<cache::fence_i, own_hook>, cache::builtin,
                          recorded<cache::fence_i>);
#elif defined(__arm__) && defined(__thumb__)
TEST_CASE_TEMPLATE_INVOKE(cache_execution_laws, cache::cortex_m, recorded<cache::cortex_m>);
#if __ARM_ARCH >= 7
TEST_CASE_TEMPLATE_INVOKE(cache_execution_laws, cache::cortex_m7);  // harmless on those without caches
#endif
#elif defined(__arm__) && __ARM_ARCH >= 7
TEST_CASE_TEMPLATE_INVOKE(cache_execution_laws, cache::cortex_a, cache::arm11);
#elif defined(__arm__)
TEST_CASE_TEMPLATE_INVOKE(cache_execution_laws, cache::arm11);
#elif defined(__aarch64__)
TEST_CASE_TEMPLATE_INVOKE(cache_execution_laws, cache::aarch64, cache::builtin, recorded<cache::aarch64>);
#elif defined(__XTENSA__) || defined(__xtensa__)
TEST_CASE_TEMPLATE_INVOKE(cache_execution_laws, cache::xtensa<0, 0>);
#if defined(NATLOAD_TEST_CORE_WITH_CACHES)
TEST_CASE_TEMPLATE_INVOKE(cache_execution_laws, cache::xtensa<32, 32>);
#endif
#endif

}  // namespace natload::testing::laws
