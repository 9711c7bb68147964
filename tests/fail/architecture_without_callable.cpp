// SPDX-License-Identifier: MIT
// expected: platform<Arch>: Arch does not model natload::architecture; arch/architecture.hpp lists what it states
// expected (GNU): the required expression 'A::callable(address)' is invalid
// expected (Clang): 'A::callable(address)' would be invalid
#include "firmware.hpp"

struct my_arch {
    using word = std::uint64_t;
    static constexpr std::endian byte_order = std::endian::little;
    static constexpr isa number = isa::x64;
    static constexpr bool runs(isa other) { return other == isa::x64; }
    static constexpr std::uint32_t code_alignment = 16;
    static constexpr std::uint32_t data_alignment = 8;
#ifndef MISTAKE
    static constexpr word callable(word address) { return address; }
#endif
    static constexpr std::uint32_t known_arch_flags = 0;
    static constexpr std::uint16_t elf_machine = 62;
    using default_cache = cache::none;
};
loader load_with(platform<my_arch>{}, my_ram, my_ram, my_host);
