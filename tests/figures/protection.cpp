// SPDX-License-Identifier: MIT
// protection_POLICY ROUNDS: a block of 300 bytes goes through a policy that protects it, again and again. What is the
// policy's is measured: its size, and the instructions that a round takes. Where its blocks come from is out of line.
#include <natload/arch/native.hpp>
#include <natload/cache/none.hpp>
#include <natload/memory/arena.hpp>
#include <natload/natload.hpp>

#include <cstdlib>
#if defined(NATLOAD_POSIX)
#include <natload/memory/dual_mapping.hpp>
#include <natload/memory/pages.hpp>
#else
#include <natload/protect.hpp>
#endif
#if defined(NATLOAD_PAGE_TABLES)
#include "../../examples/aarch64_mmu/page_tables.hpp"
#endif
#if defined(NATLOAD_USER_MODE)
#include <natload/protect/user_mode.hpp>

#include <cstring>

#include "boards/machine_code.hpp"
#endif

namespace {

using namespace natload;

#if defined(NATLOAD_POSIX)
memory::NATLOAD_POLICY code;
#else
#if defined(NATLOAD_PAGE_TABLES)
constexpr std::size_t pool_size = example::page_tables::pool_size;
#else
constexpr std::size_t pool_size = 8192;
#endif
alignas(pool_size) std::uint8_t pool[pool_size];

struct supplier {
    memory::arena arena{pool};
    [[gnu::noinline]] std::uint8_t* allocate(std::size_t size, std::size_t alignment) {
        return arena.allocate(size, alignment);
    }
    [[gnu::noinline]] void release(std::uint8_t* block, std::size_t size) { arena.release(block, size); }
    std::uintptr_t address(const std::uint8_t* block) const { return arena.address(block); }
} blocks;

#if defined(NATLOAD_PAGE_TABLES)
example::page_tables unit(reinterpret_cast<std::uintptr_t>(pool));
#else
constexpr std::uint8_t numbers[] = {0, 1, 2, 3, 4, 5, 6, 7};
protect::NATLOAD_POLICY<sizeof numbers> unit(numbers, reinterpret_cast<std::uintptr_t>(pool), pool_size);
#endif
protect::code code(unit, blocks);
#endif

errc relocate(std::uintptr_t) { return errc::none; }

}  // namespace

namespace policy {

#if !defined(NATLOAD_POSIX)
[[gnu::noinline]] bool start() { return unit.start(); }
#endif

// A round, all of which is the policy's.
[[gnu::noinline]] bool round() {
    constexpr std::size_t size = 300;
    std::uint8_t* block = code.allocate(size, arch::native::code_alignment);
    if (block == nullptr) return false;
    auto* relocation = &relocate;
    cache::none cache;
    const bool committed = code.commit(block, size, relocation, cache) == errc::none;
    code.release(block, size);
    return committed;
}

}  // namespace policy

#if defined(NATLOAD_USER_MODE)
namespace {
alignas(1024) std::uint8_t stack[1024];
constexpr std::uintptr_t table[1] = {0};
protect::user_mode gate(table, 1, stack, sizeof stack);

// Code that is committed and returns, to be called by way of the gate.
bool call() {
    static const std::uintptr_t entry = [] {
        unit.open(reinterpret_cast<std::uintptr_t>(stack), sizeof stack, protect::rights::write);
        std::uint8_t* const block = code.allocate(sizeof add_code, 4);
        std::memcpy(block, add_code, sizeof add_code);
        auto* relocation = &relocate;
        arch::native::default_cache cache;
        code.commit(block, sizeof add_code, relocation, cache);
        return reinterpret_cast<std::uintptr_t>(block);
    }();
    return static_cast<bool>(gate.call(entry));
}
}  // namespace
#else
static bool call() { return policy::round(); }
#endif

int main(int, char** argv) {
#if !defined(NATLOAD_POSIX)
    if (!policy::start()) return 1;
#endif
    for (int rounds = std::atoi(argv[1]); rounds > 0; --rounds) {
        if (!call()) return 1;
    }
    return 0;
}
