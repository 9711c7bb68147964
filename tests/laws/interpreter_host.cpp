// SPDX-License-Identifier: MIT
#include "laws/interpreter_host.hpp"

#include <natload/host/simulated_interpreter.hpp>

namespace natload::testing::laws {

template <class Word>
struct interpreter_harness {
    using word = Word;
    static constexpr std::size_t capacity = 4;

    host::simulated_interpreter<word, 87, 16, capacity, 64> host{0x1000};

    interpreter_harness() {
        for (std::size_t i = 0; i < 87; ++i) host.entries[i] = entry(i);
    }
    ~interpreter_harness() { CHECK(!host.wrong()); }
    word entry(std::size_t i) const { return static_cast<word>(i); }
    std::size_t in_use() const { return host.in_use(); }
};

/// It is a native host as well.
template <class Word>
struct names_harness : interpreter_harness<Word> {
    std::size_t in_use() const { return this->host.names.in_use(); }
};

TEST_CASE_TEMPLATE_INVOKE(interpreter_host_laws, interpreter_harness<std::uint32_t>,
                          interpreter_harness<std::uint64_t>);
TEST_CASE_TEMPLATE_INVOKE(host_laws, names_harness<std::uint32_t>, names_harness<std::uint64_t>);

}  // namespace natload::testing::laws
