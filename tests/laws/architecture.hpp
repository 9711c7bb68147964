// SPDX-License-Identifier: MIT
// What every architecture keeps beyond what its concept can say. For a model of your own:
//   TEST_CASE_TEMPLATE_INVOKE(architecture_laws, my_architecture);
#pragma once

#include <natload/arch/architecture.hpp>
#include <natload/cache/cache_policy.hpp>

#include <cstdint>
#include <initializer_list>

#include "support/check_both.hpp"
#include "support/isa.hpp"

namespace natload::testing::laws {

constexpr std::uint8_t numbers_of_the_format = 16;  // four bits

/// Runs its own number, and of the others only what the format says a host of that number runs.
template <class A>
constexpr bool runs_what_the_format_says() {
    bool holds = A::runs(A::number);
    for (std::uint8_t n = 0; n < numbers_of_the_format; ++n) {
        const bool expected =
            n != 0 && testing::runs(static_cast<testing::isa>(natload::isa{A::number}), static_cast<testing::isa>(n));
        holds = holds && A::runs(static_cast<natload::isa>(n)) == expected;
    }
    return holds;
}

/// What is called is what was placed: alignment leaves bits at the bottom, and callable changes no other.
template <class A>
constexpr bool callable_is_the_address_itself() {
    using word = typename A::word;
    constexpr word alignment = A::code_alignment;
    bool holds = true;
    for (word address = 0; address < 64 * alignment; address += alignment) {
        const word high = static_cast<word>(~address & ~(alignment - 1));  // the other end of the address space
        for (const word at : {address, high}) {
            const word called = A::callable(at);
            holds = holds && (called & ~(alignment - 1)) == at && A::callable(called) == called;
        }
    }
    return holds;
}

TEST_CASE_TEMPLATE_DEFINE("laws of architectures", A, architecture_laws) {
    using word = typename A::word;
    if constexpr (natload::isa{A::number} <= natload::isa::rv64imc) {  // those above are for builds to give
        CHECK_BOTH(sizeof(word) == testing::word_size(static_cast<testing::isa>(natload::isa{A::number})));
    }
    CHECK_BOTH(runs_what_the_format_says<A>());
    CHECK_BOTH(callable_is_the_address_itself<A>());
    // The format's integers are little-endian wherever it has code.
    CHECK_BOTH(std::endian{A::byte_order} == std::endian::little);
    CHECK_BOTH(cache_policy<typename A::default_cache, word>);
}

}  // namespace natload::testing::laws
