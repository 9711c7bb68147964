// SPDX-License-Identifier: MIT
// Modules in user mode: they run as they do without a gate, and whatever else they do is a fault, after which the
// firmware goes on.
#include <natload/arch/native.hpp>
#include <natload/natload.hpp>
#include <natload/protect/user_mode.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <corpus/here.hpp>
#include <cstring>
#include <string_view>

#include "modules/firmware.hpp"
#include "protect/machine.hpp"
#include "support/expected.hpp"

using namespace natload;
using namespace natload::testing;

// Code for modules, each with one argument; at its end the next one begins.
extern "C" const std::uint8_t probe_write[], probe_read[], probe_jump[], probe_csr[], probe_ecall[], probe_wait[],
    probe_nest[], probe_end[];
#if __riscv_xlen == 64
#define LOAD "ld "
#define STORE "sd "
#else
#define LOAD "lw "
#define STORE "sw "
#endif
__asm__(
    ".section .rodata\n\t.balign 4\n"
    "probe_write: " LOAD
    "t0, 0(a3)\n\tsb zero, 0(t0)\n\tli a0, 5\n\tret\n\t.balign 4\n"
    "probe_read: " LOAD
    "t0, 0(a3)\n\tlbu a0, 0(t0)\n\tret\n\t.balign 4\n"
    "probe_jump: " LOAD
    "t0, 0(a3)\n\tjr t0\n\t.balign 4\n"
    "probe_csr: .option push\n\t.option arch, +zicsr\n\tcsrr a0, mstatus\n\t.option pop\n\tret\n\t.balign 4\n"
    "probe_ecall: li a0, 7\n\tecall\n\tret\n\t.balign 4\n"
    "probe_wait: " LOAD
    "t0, 0(a3)\n1:\tlbu a0, 0(t0)\n\tbeqz a0, 1b\n\tret\n\t.balign 4\n"
    "probe_nest: addi sp, sp, -16\n\t" STORE "ra, 0(sp)\n\t" LOAD "t0, 0(a3)\n\t" LOAD "a0, 8(a3)\n\t" LOAD
    "a1, 16(a3)\n\tjalr t0\n\taddi a0, a0, 1\n\t" LOAD
    "ra, 0(sp)\n\taddi sp, sp, 16\n\tret\n\t.balign 4\n"
    "probe_end:\n\t.text\n");

namespace {

constexpr std::uint8_t entries[] = {0, 1, 2, 3, 4, 5, 6, 7};
using unit = protect::pmp_user<sizeof entries>;

alignas(8192) std::uint8_t data_pool[8192];
alignas(16) std::uint8_t code_pool[16 * 1024];
alignas(2048) std::uint8_t stack[2048];

struct user_firmware;
user_firmware* the_firmware;
native_word called_again(native_word entry, native_word argument);

constexpr auto user_table =
    host::make_table<87>(host::entry<3>(&first_argument), host::entry<4>(&first_argument),
                         host::entry<50>(&std::memset), host::entry<51>(&std::memmove), host::entry<60>(&called_again));

void on_interrupt(std::uintptr_t cause);

struct user_firmware {
    memory::arena code_arena{code_pool}, data_arena{data_pool};
    unit pmp{entries, reinterpret_cast<std::uintptr_t>(data_pool), sizeof data_pool};
    protect::code<unit, memory::arena> code{pmp, code_arena};
    protect::data<unit, memory::arena> data{pmp, data_arena};
    host::name_pool<16> names;
    host::native<native_word, std::remove_const_t<decltype(user_table)>, decltype(names)> host{user_table, names};
    loader<platform<arch::native>, decltype(code), decltype(data), decltype(host)> load_with{platform<arch::native>{},
                                                                                             code, data, host};
    protect::user_mode gate{user_table.words(), 87, stack, sizeof stack, &on_interrupt};

    user_firmware() {
        the_firmware = this;
        REQUIRE(pmp.start());
        REQUIRE(pmp.open(reinterpret_cast<std::uintptr_t>(stack), sizeof stack, protect::rights::write));
        REQUIRE(pmp.open(reinterpret_cast<std::uintptr_t>(user_table.words()), 87 * sizeof(native_word),
                         protect::rights::read));
    }

    bool all_given_back() { return code_arena.in_use() == 0 && data_arena.in_use() == 0 && names.in_use() == 0; }
};

/// Code that is committed, or not.
struct probe {
    user_firmware& f;
    std::size_t size;
    std::uint8_t* code;

    probe(user_firmware& owner, const std::uint8_t* begin, const std::uint8_t* end, bool commits = true)
        : f(owner), size(static_cast<std::size_t>(end - begin)), code(f.code.allocate(size, 4)) {
        REQUIRE(code != nullptr);
        std::memcpy(code, begin, size);
        auto relocate = [](std::uintptr_t) { return errc::none; };
        arch::native::default_cache cache;
        if (commits) REQUIRE(f.code.commit(code, size, relocate, cache) == errc::none);
    }
    ~probe() { f.code.release(code, size); }
    probe(const probe&) = delete;

    std::uintptr_t address() const { return reinterpret_cast<std::uintptr_t>(code); }
    /// Calls it; a fault is of this cause, at this address.
    void faults(const void* at, std::uintptr_t cause) const {
        CHECK(!f.gate.call(address(), reinterpret_cast<std::uintptr_t>(at)));
        CHECK(f.gate.last().cause == cause);
        CHECK(f.gate.last().address == reinterpret_cast<std::uintptr_t>(at));
    }
    void returns(const void* at, std::uintptr_t value) const {
        const auto outcome = f.gate.call(address(), reinterpret_cast<std::uintptr_t>(at));
        CHECK(outcome);
        CHECK(outcome.value == value);
    }
};

// mcause (RISC-V privileged, table 3.6).
constexpr std::uintptr_t fetch = 1, illegal = 2, load_fault = 5, store_fault = 7;

native_word called_again(native_word entry, native_word argument) {
    const auto inner = the_firmware->gate.call(entry, argument);
    return inner ? inner.value + 100 : 1000;
}

}  // namespace

TEST_CASE("modules run in user mode as they do without a gate") {
    user_firmware f;
    std::size_t loaded = 0;
    for (const corpus_file& file : corpus::here::files) {
        CAPTURE(file.name);
        const auto* const expected =
            std::find_if(std::begin(expected_modules), std::end(expected_modules),
                         [&](const expected_module& module) { return module.name == std::string_view(file.name); });
        REQUIRE(expected != std::end(expected_modules));
        auto module = f.load_with.load(file.bytes);
        REQUIRE(module.error().code == errc::none);
        const auto number_of = [&](const char* name) {
            const std::uint16_t number =
                f.host.intern({static_cast<const std::uint8_t*>(static_cast<const void*>(name)), std::strlen(name)});
            f.host.forget(number);
            return number;
        };
        run_calls<native_word>(
            expected->calls,
            [&](std::span<const native_word> args) {
                const auto outcome = f.gate.call_with(module->entry_address(), args.size(), args.data());
                CHECK(outcome);
                return outcome.value;
            },
            number_of, [&](const expected_call&, native_word actual, native_word wanted) { CHECK(actual == wanted); });
        ++loaded;
        module->release();
        CHECK(f.all_given_back());
    }
    CHECK(loaded > 5);
}

TEST_CASE("code is not written, and not run before it is committed or after it is released") {
    user_firmware f;
    const probe writes(f, probe_write, probe_read);
    writes.faults(writes.code, store_fault);
    writes.faults(writes.code + writes.size - 1, store_fault);
    {
        const probe jumps(f, probe_jump, probe_csr);
        std::uintptr_t was_at = 0;
        {
            const probe ends(f, probe_ecall, probe_wait);
            jumps.returns(ends.code, 7);
            was_at = ends.address();
        }
        jumps.faults(reinterpret_cast<const void*>(was_at), fetch);
        const probe uncommitted(f, probe_ecall, probe_wait, false);
        jumps.faults(uncommitted.code, fetch);
        writes.faults(uncommitted.code, store_fault);
    }
    CHECK(f.code_arena.in_use() != 0);
}

TEST_CASE("data is written and not run, read-only data is read and not written") {
    user_firmware f;
    const probe writes(f, probe_write, probe_read), jumps(f, probe_jump, probe_csr);
    std::uint8_t* const data = f.data.allocate(64, 8, 24);
    REQUIRE(data != nullptr);
    std::memcpy(data, probe_ecall, 8);
    std::memcpy(data + 24, probe_ecall, 8);
    writes.returns(data + 23, 5);
    f.data.seal(data, 24);
    writes.faults(data, store_fault);
    writes.faults(data + 23, store_fault);
    jumps.faults(data, fetch);
    jumps.faults(data + 24, fetch);
    std::memset(stack, 0, sizeof stack);
    jumps.faults(stack, fetch);
    data[30] = 1;
    writes.returns(data + 30, 5);
    CHECK(data[30] == 0);
    f.data.release(data, 64);
    CHECK(f.data_arena.in_use() == 0);
}

TEST_CASE("nothing of the firmware is open: its data, its code, its registers") {
    user_firmware f;
    {
        const probe reads(f, probe_read, probe_jump);
        reads.faults(&f, load_fault);
        reads.faults(probe_read, load_fault);
        reads.faults(nullptr, load_fault);
    }
    {
        const probe writes(f, probe_write, probe_read);
        writes.faults(&f, store_fault);
        writes.faults(user_table.words(), store_fault);
    }
    {
        const probe jumps(f, probe_jump, probe_csr);
        jumps.faults(reinterpret_cast<const void*>(&catch_faults), fetch);
    }
    const probe reads_csr(f, probe_csr, probe_ecall);
    CHECK(!f.gate.call(reads_csr.address(), 0));
    CHECK(f.gate.last().cause == illegal);
    CHECK(f.gate.last().instruction == reads_csr.address());
    CHECK(pool[0] == 0);
}

TEST_CASE("a function of the table calls a module again, and all go on where they were") {
    user_firmware f;
    const probe nests(f, probe_nest, probe_end), reads(f, probe_read, probe_jump);
    data_pool[40] = 23;
    // Words at offsets of 8: on RV32 every other one is nobody's.
    constexpr std::size_t apart = 8 / sizeof(native_word);
    native_word words[3 * apart] = {};
    words[0] = static_cast<native_word>(reinterpret_cast<std::uintptr_t>(&called_again));
    words[apart] = static_cast<native_word>(reads.address());
    words[2 * apart] = static_cast<native_word>(reinterpret_cast<std::uintptr_t>(data_pool + 40));
    for (int i = 0; i < 3; ++i) {
        const auto outcome = f.gate.call_with(nests.address(), 3 * apart, words);
        CHECK(outcome);
        CHECK(outcome.value == 23 + 100 + 1);
    }
    words[2 * apart] = 0;  // the inner one faults, the outer one goes on
    CHECK(f.gate.call_with(nests.address(), 3 * apart, words).value == 1000 + 1);
    CHECK(f.gate.last().cause == load_fault);
}

TEST_CASE("calls nest, and a fault in the inner one is the inner one's") {
    user_firmware f;
    const probe jumps(f, probe_jump, probe_csr);
    CHECK(f.gate.call(jumps.address(), reinterpret_cast<std::uintptr_t>(&first_argument)));
    // The module's four words are the function's: null, a count, null, the list. So the probe is entered with null.
    const auto outcome = f.gate.call(jumps.address(), reinterpret_cast<std::uintptr_t>(&called_again));
    CHECK(outcome);
    CHECK(outcome.value == 1000);
    CHECK(f.gate.last().cause == fetch);
    CHECK(f.gate.last().instruction == 0);
}

namespace {

volatile std::uint64_t& time_to_interrupt() { return *reinterpret_cast<volatile std::uint64_t*>(0x0200'4000); }
volatile std::uint64_t& time_now() { return *reinterpret_cast<volatile std::uint64_t*>(0x0200'bff8); }
unsigned interrupts = 0;

void on_interrupt(std::uintptr_t cause) {
    CHECK((cause & 0xff) == 7);  // machine timer
    if (++interrupts == 3) {
        data_pool[100] = 9;
        time_to_interrupt() = ~std::uint64_t{0};
    } else {
        time_to_interrupt() = time_now() + 1000;
    }
}

}  // namespace

TEST_CASE("interrupts come to the firmware, and the module goes on") {
    user_firmware f;
    data_pool[100] = 0;
    const probe waits(f, probe_wait, probe_nest);
    constexpr std::uintptr_t timer = 1 << 7;
    time_to_interrupt() = time_now() + 1000;
    __asm__ volatile(".option push\n\t.option arch, +zicsr\n\tcsrs mie, %0\n\t.option pop" ::"r"(timer));
    waits.returns(data_pool + 100, 9);
    __asm__ volatile(".option push\n\t.option arch, +zicsr\n\tcsrc mie, %0\n\t.option pop" ::"r"(timer));
    CHECK(interrupts == 3);
}
