// SPDX-License-Identifier: MIT
// A firmware for this machine: memory for code, memory for data, the function table that the corpus's modules use.
#pragma once

#include <natload/arch/native.hpp>
#include <natload/natload.hpp>

#include <cstddef>
#include <cstdint>
#include <cstring>

#if defined(__linux__)
#include <natload/memory/pages.hpp>
#endif

namespace natload::testing {

using native_word = arch::native::word;

inline native_word first_argument(native_word first, native_word) { return first; }

inline constexpr auto host_table =
    host::make_table<87>(host::entry<3>(&first_argument), host::entry<4>(&first_argument),
                         host::entry<50>(&std::memset), host::entry<51>(&std::memmove));

struct firmware {
#if defined(__linux__)
    memory::pages code;
#else
    alignas(16) std::uint8_t code_buffer[24 * 1024] = {};
    memory::arena code{code_buffer};
#endif
    alignas(16) std::uint8_t data_buffer[16 * 1024] = {};
    memory::arena data{data_buffer};
    host::name_pool<16> names;
    host::native<native_word, decltype(host_table), decltype(names)> host{host_table, names};
    loader<platform<arch::native>, decltype(code), decltype(data), decltype(host)> load_with{platform<arch::native>{},
                                                                                             code, data, host};

    auto load(bytes image) { return load_with.load(*load_with.verify(image)); }

    /// The number that a name has or would have.
    std::uint16_t number_of(const char* name) {
        const std::uint16_t number =
            host.intern({static_cast<const std::uint8_t*>(static_cast<const void*>(name)), std::strlen(name)});
        host.forget(number);
        return number;
    }
    bool all_given_back() { return code.in_use() == 0 && data.in_use() == 0 && names.in_use() == 0; }
};

}  // namespace natload::testing
