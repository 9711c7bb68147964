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
#if defined(NATLOAD_TEST_WINDOWED)
#include <xtensa/windowed.hpp>
#endif

namespace natload::testing {

using native_word = arch::native::word;

inline native_word first_argument(native_word first, native_word) { return first; }

#if defined(NATLOAD_TEST_WINDOWED)
// Modules are windowed, this program is not: a bridge for each function (boards: windowed.hpp).
class windowed_table {
public:
    static constexpr std::size_t length = 87;

    windowed_table() {
        words_[3] = words_[4] = first_.address();
        words_[50] = set_.address();
        words_[51] = move_.address();
    }
    const void* words() const { return words_; }

private:
    template <class Function>
    static native_word address(Function* function) {
        return reinterpret_cast<native_word>(function);
    }

    windowed::entry_point first_{address(&first_argument)}, set_{address(&std::memset)}, move_{address(&std::memmove)};
    native_word words_[length] = {};
};
inline const windowed_table host_table;
#define NATLOAD_TEST_FIRMWARE  // its table is made when it starts
#else
inline constexpr auto host_table =
    host::make_table<87>(host::entry<3>(&first_argument), host::entry<4>(&first_argument),
                         host::entry<50>(&std::memset), host::entry<51>(&std::memmove));
#define NATLOAD_TEST_FIRMWARE constinit
#endif

/// Calls a module's entry.
template <class Module>
native_word call_entry(const Module& module, std::size_t count, const native_word* arguments) {
#if defined(NATLOAD_TEST_WINDOWED)
    return windowed::call(module.entry_address(), 0, count, 0, reinterpret_cast<native_word>(arguments));
#else
    return module.entry()(nullptr, count, 0, arguments);
#endif
}

template <class Module, class... Words>
native_word call(const Module& module, Words... words) {
    const native_word list[] = {static_cast<native_word>(words)..., 0};
    return call_entry(module, sizeof...(words), list);
}

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
    host::native<native_word, std::remove_const_t<decltype(host_table)>, decltype(names)> host{host_table, names};
    loader<platform<arch::native>, decltype(code), decltype(data), decltype(host)> load_with{platform<arch::native>{},
                                                                                             code, data, host};

    auto load(bytes image) { return load_with.load(image); }

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
