// SPDX-License-Identifier: MIT
// A firmware on AArch64 that has page tables of its own: modules' code is executable and not writable, their data
// writable and not executable, in pages. It takes every fault that this promises, and goes on.
#include <natload/arch/native.hpp>
#include <natload/natload.hpp>
#include <natload/protect/code.hpp>
#include <natload/protect/data.hpp>

#include <cstdio>
#include <cstring>

#include "page_tables.hpp"

struct fault_landing {
    std::uintptr_t stack, instruction, address, syndrome;
};

extern "C" {
int catch_call(fault_landing* landing, void (*function)(void*), void* argument);
extern const char catching_vectors[];
extern const std::uint8_t steady_begin[], steady_end[], faulty_begin[], faulty_end[];
}

namespace {

using namespace natload;

constexpr std::uintptr_t pool = 0x4180'0000;  // RAM that nothing else uses, behind the program's variables
example::page_tables unit(pool);
memory::arena arena(reinterpret_cast<std::uint8_t*>(pool), example::page_tables::pool_size);
protect::code code(unit, arena);
protect::data data(unit, arena);

constexpr auto functions = host::make_table<87>(host::entry<50>(&std::memset));
host::name_pool<8> names;
host::native the_host(functions, names);
loader the_loader(platform<arch::native>{}, code, data, the_host);

/// Does it, and tells what came of it.
template <class Action>
void attempt(const char* what, Action action) {
    static fault_landing landing;
    if (catch_call(
            &landing, [](void* p) { (*static_cast<Action*>(p))(); }, &action) == 0) {
        std::printf("%s: done\n", what);
        return;
    }
    // ESR_EL1 (Arm ARM, D19.2.37): the class of the exception, and what kind of fault it was.
    const auto exception = static_cast<unsigned>(landing.syndrome >> 26);
    const auto status = static_cast<unsigned>(landing.syndrome & 0x3c);
    std::printf("%s: %s, %s\n", what,
                exception == 0x21   ? "instruction abort"
                : exception == 0x25 ? "data abort"
                                    : "?",
                status == 0x0c   ? "permission"
                : status == 0x04 ? "translation"
                                 : "?");
}

template <class Call>
auto printing(const char* what, Call call) {
    return [=] { std::printf("  %s is %u\n", what, static_cast<unsigned>(call())); };
}

}  // namespace

int main() {
    __asm__ volatile("msr vbar_el1, %0\n\tisb" ::"r"(catching_vectors));
    unit.start();
    {
        auto steady = the_loader.load(bytes(steady_begin, steady_end));
        if (!steady) return 1;
        auto* const at = const_cast<std::uint8_t*>(steady->code().data());
        auto* const variables = const_cast<std::uint8_t*>(steady->data().data());
        attempt("call a module", printing("steady(20)", [&] { return steady->call(20); }));
        attempt("read its code", [&] { static_cast<void>(*static_cast<volatile std::uint8_t*>(at)); });
        attempt("write to its code", [&] { *static_cast<volatile std::uint8_t*>(at) = 0; });
        attempt("run its data", [&] { reinterpret_cast<void (*)()>(variables)(); });

        std::uint8_t* const uncommitted = code.allocate(64, 16);
        std::memcpy(uncommitted, at, 64);
        attempt("run what is not committed", [&] { reinterpret_cast<void (*)()>(uncommitted)(); });
        code.release(uncommitted, 64);

        auto faulty = the_loader.load(bytes(faulty_begin, faulty_end));
        if (!faulty) return 1;
        attempt("a module writes to its code", [&] { faulty->call(1); });
        attempt("a module runs its data", [&] { faulty->call(2, 0); });
        attempt("a module reads where nothing is", [&] { faulty->call(3, 0xa000'0000); });
        const auto was_at = faulty->entry();
        faulty->release();
        attempt("run what is released", [&] { was_at(nullptr, 0, 0, nullptr); });
        attempt("call the other module", printing("steady(1)", [&] { return steady->call(1); }));

        std::uint8_t* const table = data.allocate(64, 16, 32);
        attempt("write data that is to be read-only", [&] { *static_cast<volatile std::uint8_t*>(table) = 1; });
        data.seal(table, 32);
        attempt("write it when it is sealed", [&] { *static_cast<volatile std::uint8_t*>(table) = 1; });
        attempt("write behind it", [&] { static_cast<volatile std::uint8_t*>(table)[32] = 1; });
        data.release(table, 64);
    }
    std::printf("%u bytes are left\n", static_cast<unsigned>(arena.in_use() + names.in_use()));
    return arena.in_use() == 0 ? 0 : 1;
}
