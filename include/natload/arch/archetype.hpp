// SPDX-License-Identifier: MIT
#pragma once

#include <natload/arch/architecture.hpp>
#include <natload/core/opaque.hpp>

namespace natload::inline v0 {

namespace cache {
template <class Word>
class archetype;
}

namespace arch {

/// The least architecture: generic code that compiles with it asks no more of one than the concept promises.
/// Its constants convert to their types and can do nothing else; only what the concept evaluates is constexpr.
template <class Word>
struct archetype {
    archetype() = delete;

    using word = Word;
    static constexpr opaque<std::endian> byte_order{std::endian::native};
    static constexpr opaque<isa> number{isa::x86};
    static constexpr bool runs(isa other) { return other == isa::x86; }
    static constexpr opaque<std::uint32_t> code_alignment{16};
    static constexpr opaque<std::uint32_t> data_alignment{sizeof(word)};
    static word callable(word address) { return address; }
    static constexpr opaque<std::uint32_t> known_arch_flags{0};
    static constexpr opaque<std::uint16_t> elf_machine{0};
    using default_cache = cache::archetype<word>;
};
static_assert(architecture<archetype<std::uint32_t>>);
static_assert(architecture<archetype<std::uint64_t>>);

}  // namespace arch
}  // namespace natload::inline v0
