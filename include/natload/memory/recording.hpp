// SPDX-License-Identifier: MIT
#pragma once

#include <natload/core/event_log.hpp>
#include <natload/memory/arena.hpp>

namespace natload::inline v0::memory {

/// Notes what is asked of a memory in a log and hands it on. Also refuses at will: for tests.
template <class Log, class Memory>
class recording {
public:
    static constexpr bool readable = !requires { requires !Memory::readable; };

    constexpr recording(Log& log, Memory& memory) : log_(log), memory_(memory) {}

    /// Allocations to grant before each is refused; -1: grant all.
    int grants = -1;
    /// What commit answers after it relocated; none: what the memory answers.
    errc commit_answer = errc::none;

    constexpr std::uint8_t* allocate(std::size_t size, std::size_t alignment) {
        if (grants == 0) return nullptr;
        if (grants > 0) --grants;
        std::uint8_t* const data = memory_.allocate(size, alignment);
        log_.add(event_kind::allocate, where(data), size);
        return data;
    }

    constexpr void release(std::uint8_t* data, std::size_t size) {
        if (data != nullptr) log_.add(event_kind::release, where(data), size);
        memory_.release(data, size);
    }

    constexpr void shrink(std::uint8_t* data, std::size_t size, std::size_t less) requires requires(Memory& m) {
        m.shrink(data, size, less);
    }
    {
        log_.add(event_kind::shrink, where(data), less);
        memory_.shrink(data, size, less);
    }

    constexpr auto address(const std::uint8_t* data) const { return memory_.address(data); }

    template <class Relocate, class Cache>
    constexpr errc commit(std::uint8_t*& code, std::size_t size, Relocate& relocate, Cache& cache) {
        log_.add(event_kind::commit, where(code), size);
        auto relocate_and_note = [&](auto run) {
            log_.add(event_kind::relocate, run, size);
            const errc why = relocate(run);
            return why != errc::none ? why : commit_answer;
        };
        const errc why = memory_.commit(code, size, relocate_and_note, cache);
        if (why == errc::none) log_.add(event_kind::committed, where(code), size);
        return why;
    }

private:
    constexpr std::uint64_t where(const std::uint8_t* data) const {
        return data == nullptr ? 0 : static_cast<std::uint64_t>(memory_.address(data));
    }

    Log& log_;
    Memory& memory_;
};
static_assert(code_memory<recording<event_log<>, arena>, std::uintptr_t>);
static_assert(data_memory<recording<event_log<>, arena>, std::uintptr_t>);

}  // namespace natload::inline v0::memory
