// SPDX-License-Identifier: MIT
// The name pool: numbering a further name beside so many that are in use, and forgetting it.
#include <benchmark/benchmark.h>

#include <natload/host/name_pool.hpp>

#include <array>
#include <cstdint>

namespace natload::benchmarks {
namespace {

using text = std::array<std::uint8_t, 12>;

text nth_name(std::size_t n) {
    text name{'n', 'a', 'm', 'e', '_', 'o', 'f', '_', 'i', 't'};
    name[10] = static_cast<std::uint8_t>('a' + n / 26);
    name[11] = static_cast<std::uint8_t>('a' + n % 26);
    return name;
}

void intern_and_forget(benchmark::State& state) {
    host::name_pool<64> pool;
    const auto in_use = static_cast<std::size_t>(state.range(0));
    static std::array<text, 64> names;
    for (std::size_t n = 0; n <= in_use; ++n) names[n] = nth_name(n);
    for (std::size_t n = 0; n < in_use; ++n) pool.intern(names[n]);
    for (auto _ : state) {
        const std::uint16_t number = pool.intern(names[in_use]);
        benchmark::DoNotOptimize(number);
        if (number == 0) return state.SkipWithError("no room");
        pool.forget(number);
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()));
}
BENCHMARK(intern_and_forget)->Name("names")->Arg(0)->Arg(16)->Arg(63);

}  // namespace
}  // namespace natload::benchmarks
