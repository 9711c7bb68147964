// SPDX-License-Identifier: MIT
// What modules are loaded into here. No code is called, so arenas serve for code as well.
#pragma once

#include <natload/natload.hpp>

#include <cstring>

namespace natload::benchmarks {

using platform = natload::platform<arch::x64>;

inline constexpr auto function_table =
    host::make_table<87>(host::entry<50>(&std::memset), host::entry<51>(&std::memmove));

using name_pool = host::name_pool<64>;

template <std::size_t Size>
struct buffer {
    alignas(16) std::uint8_t bytes[Size];
};

/// Memories, host and loader of one benchmark.
struct machine {
    static inline buffer<1 << 20> code_buffer;
    static inline buffer<1 << 20> data_buffer;

    memory::arena code{code_buffer.bytes};
    memory::arena data{data_buffer.bytes};
    name_pool names;
    host::native<platform::arch::word, decltype(function_table), name_pool> host{function_table, names};
    natload::loader<platform, memory::arena, memory::arena, decltype(host)> loader{platform{}, code, data, host};
};

}  // namespace natload::benchmarks
