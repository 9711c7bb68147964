// SPDX-License-Identifier: MIT
#pragma once

#include <natload/cache/cache_policy.hpp>
#include <natload/cache/lines.hpp>

namespace natload::inline v0::cache {

/// For processors whose instruction cache sees no stores: writes the lines of data back to where both caches look,
/// then has the lines of instructions fetched anew. Does nothing in a constant expression.
///
/// Core, all static:
///   word                               of the machine
///   data_line(), instruction_line()    bytes, a power of two; 0: there is no such cache, or it needs no care
///   clean(at), invalidate(at)          for the line at an address
///   barrier()                          what was stored and cleaned is there for all to see
///   restart()                          what was invalidated is so, and what was fetched before is dropped
template <class Core>
struct by_lines {
    using word = typename Core::word;

    constexpr void synchronize(word address, std::size_t size) const {
        if (__builtin_is_constant_evaluated()) return;
        Core::barrier();
        if (const word line = Core::data_line(); line != 0) {
            for_each_line(address, size, line, Core::clean);
            Core::barrier();
        }
        if (const word line = Core::instruction_line(); line != 0) {
            for_each_line(address, size, line, Core::invalidate);
        }
        Core::restart();
    }
};

/// Stands for a core where another machine compiles for it: in constant expressions and in simulations.
template <class Word>
struct another_machine {
    using word = Word;
    static Word data_line() { return 0; }
    static Word instruction_line() { return 0; }
    static void clean(Word) {}
    static void invalidate(Word) {}
    static void barrier() {}
    static void restart() {}
};

}  // namespace natload::inline v0::cache
