// SPDX-License-Identifier: MIT
// The barriers are in the code that the compiler made: emulators have no caches, so running it could not tell.
#include <natload/cache.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <initializer_list>

namespace {

// Nothing but a call of the policy; its address is looked up at run time.
template <class Policy>
[[gnu::noinline]] void only_synchronize() {
    Policy{}.synchronize(std::uint32_t{0}, 4);
}

// Whether these halfwords occur in the first bytes of a function, in this order.
[[maybe_unused]] bool has_in_order(void (*function)(), std::initializer_list<std::uint16_t> halfwords) {
    const auto start = reinterpret_cast<std::uintptr_t>(function) & ~std::uintptr_t{1};
    auto next = halfwords.begin();
    for (std::size_t offset = 0; offset < 16 && next != halfwords.end(); offset += 2) {
        std::uint16_t found = 0;
        std::memcpy(&found, reinterpret_cast<const void*>(start + offset), sizeof found);
        if (found == *next) ++next;
    }
    return next == halfwords.end();
}

}  // namespace

#if defined(__thumb__)
TEST_CASE("Cortex-M: DSB SY, then ISB SY") {
    CHECK(has_in_order(&only_synchronize<natload::cache::cortex_m>, {0xf3bf, 0x8f4f, 0xf3bf, 0x8f6f}));
}
#elif defined(__riscv)
TEST_CASE("RISC-V: FENCE.I") { CHECK(has_in_order(&only_synchronize<natload::cache::fence_i>, {0x100f, 0x0000})); }
#endif
