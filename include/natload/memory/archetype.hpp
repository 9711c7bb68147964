// SPDX-License-Identifier: MIT
#pragma once

#include <natload/core/opaque.hpp>
#include <natload/memory/memory_policy.hpp>

namespace natload::inline v0::memory {

/// The least data memory: it has no block for anybody.
template <class Word>
class data_archetype {
public:
    data_archetype() = default;
    data_archetype(const data_archetype&) = delete;
    data_archetype& operator=(const data_archetype&) = delete;

    std::uint8_t* allocate(std::size_t, std::size_t) { return nullptr; }
    void release(std::uint8_t*, std::size_t) {}
    opaque<Word> address(std::uint8_t*) { return {0}; }
};
static_assert(data_memory<data_archetype<std::uint32_t>, std::uint32_t>);

/// The least code memory: it has no block for anybody, so there is nothing that it could commit.
template <class Word>
class code_archetype {
public:
    code_archetype() = default;
    code_archetype(const code_archetype&) = delete;
    code_archetype& operator=(const code_archetype&) = delete;

    std::uint8_t* allocate(std::size_t, std::size_t) { return nullptr; }
    void release(std::uint8_t*, std::size_t) {}

    template <class Relocate, class Cache>
    errc commit(std::uint8_t*, std::size_t, Relocate&, Cache&) {
        return errc::commit_failed;
    }
};
static_assert(code_memory<code_archetype<std::uint32_t>, std::uint32_t>);

}  // namespace natload::inline v0::memory
