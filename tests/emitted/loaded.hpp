// SPDX-License-Identifier: MIT
// Code memories of this machine, and a file in one of them.
#pragma once

#include <natload/arch/native.hpp>
#include <natload/natload.hpp>

#include <cstdint>
#include <tuple>

#include "emitted/machine.hpp"

#if defined(__linux__)
#include <natload/memory/pages.hpp>
#endif

namespace natload::testing {

#if defined(__linux__)
struct in_pages {
    memory::pages code;
};
using code_memories = std::tuple<in_pages>;
#else
struct in_arena {
    alignas(16) std::uint8_t buffer[4096];
    memory::arena code{buffer};
};

// Staged elsewhere, then programmed word by word.
struct in_words {
    alignas(16) std::uint8_t buffer[4096];
    alignas(16) std::uint8_t staging_buffer[4096];
    memory::word_only<8> region{reinterpret_cast<std::uintptr_t>(buffer), sizeof buffer};
    memory::arena staging{staging_buffer};
    memory::staged<std::uintptr_t, decltype(region), decltype(staging)> code{region, staging};
};
using code_memories = std::tuple<in_arena, in_words>;
#endif

// A file, loaded into one of them until this goes out of scope.
template <class Memory>
class loaded {
public:
    using native_platform = platform<arch::native, platform_options{.scope = scope::all}>;

    loaded(Memory& memory, bytes image)
        : loader_(native_platform{}, memory.code, data_, python), program_(loader_.load(image)) {}

    interpreter python;

    error why() const { return program_.error(); }

private:
    alignas(16) std::uint8_t buffer_[1024];
    memory::arena data_{buffer_};
    program_loader<native_platform, decltype(Memory::code), memory::arena, interpreter> loader_;
    result<program<decltype(loader_)>> program_;
};

}  // namespace natload::testing
