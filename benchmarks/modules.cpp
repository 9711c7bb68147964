// SPDX-License-Identifier: MIT
// Each corpus module: verify, load with release, and, for scale, memcpy of its image.
#include <benchmark/benchmark.h>

#include <string>

#include <corpus/native/x64.hpp>

#include "machine.hpp"

namespace natload::benchmarks {
namespace {

void verify(benchmark::State& state, bytes image) {
    for (auto _ : state) {
        auto verified = natload::verify<platform>(image);
        benchmark::DoNotOptimize(verified);
        if (!verified) return state.SkipWithError("refused");
    }
}

void load_and_release(benchmark::State& state, bytes image) {
    machine m;
    const auto verified = m.loader.verify(image);
    for (auto _ : state) {
        auto module = m.loader.load(*verified);
        benchmark::DoNotOptimize(module);
        if (!module) return state.SkipWithError("refused");
    }
}

void memcpy(benchmark::State& state, bytes image) {
    std::uint8_t* to = machine::code_buffer.bytes;
    const std::uint8_t* from = image.data();
    std::size_t size = image.size();
    for (auto _ : state) {
        benchmark::DoNotOptimize(from);
        benchmark::DoNotOptimize(size);
        std::memcpy(to, from, size);
        benchmark::DoNotOptimize(to);
        benchmark::ClobberMemory();
    }
}

const bool registered = [] {
    for (const testing::corpus_file& file : testing::corpus::native::x64::files) {
        const std::string name = file.name;
        const bytes image = file.bytes;
        benchmark::RegisterBenchmark(("verify/" + name).c_str(), verify, image);
        benchmark::RegisterBenchmark(("load/" + name).c_str(), load_and_release, image);
        benchmark::RegisterBenchmark(("memcpy/" + name).c_str(), memcpy, image);
    }
    return true;
}();

}  // namespace
}  // namespace natload::benchmarks
