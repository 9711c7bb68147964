// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include <natload/core/float_abi.hpp>

namespace natload::inline v0 {

/// The sub-version of the native ABI: bits 1 and 0 of a .mpy header's feature byte.
/// Native code must match it exactly: the host's table and the objects' layout depend on it.
enum class abi : std::uint8_t { v6_0 = 0, v6_1 = 1, v6_2 = 2, v6_3 = 3 };

/// Words in the reference's function table: 87 in MicroPython 1.23 to 1.29, 80 before.
constexpr std::uint16_t reference_host_entries(abi version) { return version == abi::v6_3 ? 87 : 80; }

/// Which images a firmware has code for.
enum class scope : std::uint8_t {
    linked,  // modules made by a linker: one raw code, no objects
    all,     // whatever the format has
};

/// What a platform states about itself; each is a compile-time constant, so what is not needed costs nothing.
struct platform_options {
    natload::abi abi = abi::v6_3;
    natload::scope scope = scope::linked;
    bool variables_in_code = false;  // takes modules that write into their code; so must the code memory
    bool empty_rows = false;         // takes rows of no relocated words, anywhere; at the image's end one ends its list
    natload::float_abi float_abi = float_abi::unstated;  // stated, it refuses modules that state another
    std::uint8_t small_int_bits = 31;                    // bits of the host's small integers; an image may need no more
    std::uint8_t max_code_depth = 32;                    // raw code in raw code, the root being 1
    std::uint8_t max_object_depth = 32;                  // tuples in tuples, a lone object being 1
    std::uint16_t host_entries = reference_host_entries(abi);  // words in the host's function table
    std::uint32_t arch_flags = 0;         // extension flags that the machine has (RISC-V: 1 Zba, 2 Zcmp)
    std::uint32_t max_code = 0xffffffff;  // bytes of machine code that a module may take
    std::uint32_t max_data = 0xffffffff;  // bytes of bss, rodata and tables that it may take
};

/// What an image is checked against: an architecture and the facts of one firmware.
template <class Arch, platform_options Options = platform_options{}>
struct platform {
    using arch = Arch;
    static constexpr platform_options options = Options;
};

}  // namespace natload::inline v0
