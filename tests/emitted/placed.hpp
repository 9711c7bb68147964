// SPDX-License-Identifier: MIT
// Code memories of this machine, and a piece of machine code in one of them.
#pragma once

#include <natload/arch/native.hpp>
#include <natload/natload.hpp>

#include <cstdint>
#include <tuple>

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
    alignas(16) std::uint8_t staging_buffer[1024];
    memory::word_only<8> region{reinterpret_cast<std::uintptr_t>(buffer), sizeof buffer};
    memory::arena staging{staging_buffer};
    memory::staged<std::uintptr_t, decltype(region), decltype(staging)> code{region, staging};
};
using code_memories = std::tuple<in_arena, in_words>;
#endif

// Executable from here on; given back at the end.
template <class Memory>
class placed {
public:
    using native = arch::native;

    placed(Memory& memory, bytes code) : memory_(memory), size_(code.size()) {
        block_ = memory_.code.allocate(size_, native::code_alignment);
        if (block_ == nullptr) return;
        copy(code.data(), size_, block_);
        const auto where = [this](native::word run) {
            address_ = native::callable(run);
            return errc::none;
        };
        native::default_cache cache;
        if (memory_.code.commit(block_, size_, where, cache) != errc::none) address_ = 0;
    }
    ~placed() { memory_.code.release(block_, size_); }
    placed(const placed&) = delete;
    placed& operator=(const placed&) = delete;

    // Where it is called; 0: it could not be placed.
    native::word address() const { return address_; }

private:
    Memory& memory_;
    std::size_t size_;
    std::uint8_t* block_;
    native::word address_ = 0;
};

}  // namespace natload::testing
