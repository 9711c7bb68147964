// SPDX-License-Identifier: MIT
// Words relocated in a second: verified, loaded and released. In one row, and each with a place of its own.
#include <benchmark/benchmark.h>

#include "machine.hpp"
#include "support/mpy_writer.hpp"

namespace natload::benchmarks {
namespace {

using namespace natload::testing;

constexpr std::uint32_t words = 4096;

using image_writer = basic_writer<(sizeof(platform::arch::word) + 4) * words>;

image_writer begin() {
    static constexpr std::uint8_t code[words * sizeof(platform::arch::word)] = {};
    image_writer image;
    image.header({.architecture = testing::isa::x64}).counts(0, 0).viper(code, {.relocations = true});
    return image;
}

void relocate(benchmark::State& state, const image_writer& image) {
    machine m;
    for (auto _ : state) {
        const auto verified = m.loader.verify({image.data(), image.size()});
        if (!verified) return state.SkipWithError("refused");
        auto module = m.loader.load(*verified);
        benchmark::DoNotOptimize(module);
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) * words);
}

void in_a_row(benchmark::State& state) {
    relocate(state, begin().relocation(to::code, in_code(0), {words}).end_of_relocations());
}
BENCHMARK(in_a_row)->Name("relocations/row");

void placed(benchmark::State& state) {
    image_writer image = begin();
    for (std::uint32_t n = words; n != 0; --n) image.relocation(to::code, in_code(n - 1));
    relocate(state, image.end_of_relocations());
}
BENCHMARK(placed)->Name("relocations/placed");

}  // namespace
}  // namespace natload::benchmarks
