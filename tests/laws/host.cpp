// SPDX-License-Identifier: MIT
#include "laws/host.hpp"

#include <natload/host/native.hpp>
#include <natload/host/simulated.hpp>

namespace natload::testing::laws {

std::uint32_t some_data = 1;
constexpr auto table = host::make_table<3>(host::entry<0>(&some_data), host::entry<2>(std::uintptr_t{7}));

/// Names kept in place (Bytes = 0) or copied.
template <std::size_t Bytes>
struct native_harness {
    using word = host::machine_word;
    static constexpr std::size_t capacity = 5;

    host::name_pool<capacity, Bytes> names;
    host::native<word, decltype(table), decltype(names)> host{table, names};

    std::size_t in_use() const { return names.in_use(); }
    word entry(std::size_t i) const {
        const std::uintptr_t words[] = {reinterpret_cast<std::uintptr_t>(&some_data), 0, 7};
        return words[i];
    }
};

template <class Word>
struct simulated_host_harness {
    using word = Word;
    static constexpr std::size_t capacity = 4;

    host::simulated<word, 87, capacity, 64> host{0x1000};

    simulated_host_harness() {
        for (std::size_t i = 0; i < 87; ++i) host.entries[i] = entry(i);
    }
    std::size_t in_use() const { return host.names.in_use(); }
    word entry(std::size_t i) const { return static_cast<word>(~word{0} - i * i); }
};

TEST_CASE_TEMPLATE_INVOKE(host_laws, native_harness<0>, native_harness<64>, simulated_host_harness<std::uint32_t>,
                          simulated_host_harness<std::uint64_t>);

}  // namespace natload::testing::laws
