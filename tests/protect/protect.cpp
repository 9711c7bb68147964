// SPDX-License-Identifier: MIT
// Writable or executable, never both: proven on the board's own protection unit by taking the faults.
#include <natload/arch/native.hpp>
#include <natload/natload.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <corpus/here.hpp>
#include <cstring>
#include <string_view>
#include <vector>

#include "boards/machine_code.hpp"
#include "laws/code_memory.hpp"
#include "modules/firmware.hpp"
#include "protect/machine.hpp"
#include "support/expected.hpp"

using namespace natload;
using namespace natload::testing;

namespace {

/// On RISC-V one for all tests, as what it locks stays locked.
constexpr bool one_way = std::is_same_v<unit_type, protect::pmp_locked<sizeof numbers>>;

struct machine {
    memory::arena arena{pool};
    unit_type unit{numbers, pool_address(), pool_size};
    protect::code<unit_type, memory::arena> code{unit, arena};
    protect::data<unit_type, memory::arena> data{unit, arena};

    machine() {
        catch_faults();
        REQUIRE(unit.start());
    }
};

machine& fresh_machine() {
    alignas(machine) static unsigned char storage[sizeof(machine)];
    static machine* made = nullptr;
    if (made != nullptr && !one_way) made->~machine();
    if (made == nullptr || !one_way) made = new (storage) machine;
    return *made;
}

errc commit(machine& m, std::uint8_t* block, errc relocated = errc::none) {
    auto relocate = [&](std::uintptr_t) {
        std::memcpy(block, add_code, sizeof add_code);
        return relocated;
    };
    arch::native::default_cache cache;
    return m.code.commit(block, 64, relocate, cache);
}

bool call_faults(const std::uint8_t* code) {
    const std::uintptr_t at = arch::native::callable(static_cast<native_word>(reinterpret_cast<std::uintptr_t>(code)));
    int sum = 0;
    const bool fault = faults([&] { sum = reinterpret_cast<int (*)(int, int)>(at)(40, 2); });
    CHECK(fault == (sum != 42));
    if (fault) CHECK(the_catcher.last().instruction == reinterpret_cast<std::uintptr_t>(code));
    return fault;
}

bool write_faults(std::uint8_t* at) {
    const bool fault = faults([&] { *static_cast<volatile std::uint8_t*>(at) = 0; });
    if (fault) CHECK(the_catcher.last().address == reinterpret_cast<std::uintptr_t>(at));
    return fault;
}

bool read_faults(const std::uint8_t* at) {
    return faults([&] { [[maybe_unused]] const std::uint8_t seen = *static_cast<const volatile std::uint8_t*>(at); });
}

}  // namespace

TEST_CASE("a fault is caught, and the next one too") {
    machine& m = fresh_machine();
    std::uint8_t* const block = m.arena.allocate(64, 64);
    REQUIRE(block != nullptr);
    for (int i = 0; i < 3; ++i) {
        std::memcpy(block, add_code, sizeof add_code);
        CHECK(call_faults(block));
        CHECK(!faults([] {}));
        CHECK(faults([&] {
            CHECK(call_faults(block));  // a call in a call
            call_faults(block);
            reinterpret_cast<void (*)()>(arch::native::callable(static_cast<native_word>(pool_address())))();
        }));
    }
    m.arena.release(block, 64);
}

TEST_CASE("before commit: to be written and read, not to be called") {
    machine& m = fresh_machine();
    std::uint8_t* const block = m.code.allocate(64, 4);
    REQUIRE(block != nullptr);
    std::memcpy(block, add_code, sizeof add_code);
    CHECK(call_faults(block));
    CHECK(!read_faults(block));
    CHECK(!write_faults(block));
    CHECK(commit(m, block, errc::relocation_outside) == errc::relocation_outside);
    CHECK(call_faults(block));
    CHECK(!write_faults(block));
    m.code.release(block, 64);
    CHECK(m.arena.in_use() == 0);
}

TEST_CASE("after commit: to be called and read, not to be written; after release neither called") {
    machine& m = fresh_machine();
    std::uint8_t* const block = m.code.allocate(64, 4);
    REQUIRE(block != nullptr);
    REQUIRE(commit(m, block) == errc::none);
    CHECK(!call_faults(block));
    CHECK(!read_faults(block));
    CHECK(write_faults(block));
    CHECK(write_faults(block + 63));
    CHECK(!write_faults(block - 1));
    CHECK(!write_faults(block + 64));
    CHECK(!call_faults(block));
    m.code.release(block, 64);
    if (one_way) {  // for good
        CHECK(!call_faults(block));
        CHECK(write_faults(block));
    } else {
        CHECK(call_faults(block));
        CHECK(!write_faults(block));
        CHECK(m.arena.in_use() == 0);
    }
}

TEST_CASE("bss and tables are never executed, read-only data is not written") {
    machine& m = fresh_machine();
    const std::size_t in_use = m.arena.in_use();
    std::uint8_t* const data = m.data.allocate(96, 8, 40);
    REQUIRE(data != nullptr);
    std::memcpy(data, add_code, sizeof add_code);
    std::memcpy(data + 40, add_code, sizeof add_code);
    CHECK(!write_faults(data + 39));
    m.data.seal(data, 40);
    CHECK(write_faults(data));
    CHECK(write_faults(data + 39));
    CHECK(!read_faults(data + 39));
    CHECK(!write_faults(data + 95));
    std::memcpy(data + 40, add_code, sizeof add_code);
    CHECK(call_faults(data));
    CHECK(call_faults(data + 40));
    m.data.release(data, 96);
    if (!one_way) {
        CHECK(!write_faults(data));
        CHECK(m.arena.in_use() == in_use);
    }
}

TEST_CASE("without a region left a module is refused, and nothing of it is there") {
    machine& m = fresh_machine();
    std::vector<std::uint8_t*> blocks;
    while (std::uint8_t* const block = m.code.allocate(64, 4)) blocks.push_back(block);
    CHECK(blocks.size() >= (one_way ? 3 : 5));
    CHECK(blocks.size() <= 7);
    const std::size_t in_use = m.arena.in_use();
    CHECK(m.code.allocate(64, 4) == nullptr);
    CHECK(m.arena.in_use() == in_use);
    for (std::uint8_t* const block : blocks) m.code.release(block, 64);
    CHECK(m.code.allocate(64, 4) == blocks[0]);
    m.code.release(blocks[0], 64);
}

#if !defined(__riscv)  // whose locked entries do not suffice for all of them: user_mode.cpp loads them there
TEST_CASE("modules run, and their code and tables are what they should be") {
    static machine& m = fresh_machine();
    host::name_pool<16> names;
    host::native<native_word, std::remove_const_t<decltype(testing::host_table)>, decltype(names)> host{
        testing::host_table, names};
    loader load_with(platform<arch::native>{}, m.code, m.data, host);
    std::size_t loaded = 0, with_data = 0;
    for (const corpus_file& file : corpus::here::files) {
        CAPTURE(file.name);
        const auto* const expected =
            std::find_if(std::begin(expected_modules), std::end(expected_modules),
                         [&](const expected_module& module) { return module.name == std::string_view(file.name); });
        REQUIRE(expected != std::end(expected_modules));
        auto module = load_with.load(file.bytes);
        REQUIRE(module.error().code == errc::none);
        const auto number_of = [&](const char* name) {
            const std::uint16_t number =
                host.intern({static_cast<const std::uint8_t*>(static_cast<const void*>(name)), std::strlen(name)});
            host.forget(number);
            return number;
        };
        run_calls<native_word>(
            expected->calls,
            [&](std::span<const native_word> args) { return call_entry(*module, args.size(), args.data()); }, number_of,
            [&](const expected_call&, native_word actual, native_word wanted) { CHECK(actual == wanted); });
        CHECK(write_faults(const_cast<std::uint8_t*>(module->code().begin())));
        CHECK(write_faults(const_cast<std::uint8_t*>(module->code().end() - 1)));
        if (module->data().size() != 0) {
            CHECK(call_faults(module->data().begin()));
            ++with_data;
        }
        ++loaded;
        module->release();
        CHECK(m.arena.in_use() == 0);
    }
    CHECK(loaded > 5);
    CHECK(with_data > 0);
}

/// Does it on the process stack, as an RTOS's threads do.
template <class Action>
void on_process_stack(Action action) {
    alignas(8) static std::uint8_t stack[16 * 1024];
    void (*const run)(void*) = [](void* p) { (*static_cast<Action*>(p))(); };
    __asm__ volatile(
        "msr psp, %0\n\t"
        "mrs r4, control\n\t"
        "orr r5, r4, #2\n\t"
        "msr control, r5\n\tisb\n\t"
        "mov r0, %1\n\tblx %2\n\t"
        "mrs r5, control\n\t"
        "bic r5, r5, #2\n\t"
        "msr control, r5\n\tisb" ::"r"(stack + sizeof stack),
        "r"(&action), "r"(run)
        : "r0", "r1", "r2", "r3", "r4", "r5", "r12", "lr", "cc", "memory");
}

TEST_CASE("faults on the process stack are caught as well, and leave both stacks as they were") {
    machine& m = fresh_machine();
    std::uint8_t* const block = m.code.allocate(64, 4);
    REQUIRE(block != nullptr);
    std::memcpy(block, add_code, sizeof add_code);
    const auto main_stack = [] {
        std::uint32_t msp = 0;
        __asm__ volatile("mrs %0, msp" : "=r"(msp));
        return msp;
    };
    int caught = 0;
    std::uint32_t before = 0, after = 0;
    on_process_stack([&] {
        before = main_stack();
        for (int i = 0; i < 3; ++i) caught += call_faults(block) ? 1 : 0;
        after = main_stack();
        std::uint32_t control = 0;
        __asm__ volatile("mrs %0, control" : "=r"(control));
        CHECK((control & 2) != 0);
    });
    CHECK(caught == 3);
    CHECK(before == after);
    CHECK(call_faults(block));
    m.code.release(block, 64);
}

TEST_CASE("what others have their regions for stays as it is") {
    using protect::mpu;
    using protect::mpu_registers;
    constexpr std::uint32_t others = 3;
    static_assert(std::find(std::begin(numbers), std::end(numbers), others) == std::end(numbers));
    alignas(256) static std::uint8_t constants[256];
    const auto address = static_cast<std::uint32_t>(reinterpret_cast<std::uintptr_t>(constants));
    machine& m = fresh_machine();
    mpu_registers::write(mpu::number, others);
#if defined(NATLOAD_TEST_PMSAV8)
    mpu_registers::write(mpu::base, address | 3 << 1 | 1);
    mpu_registers::write(mpu::limit, (address + sizeof constants - 32) | 1);
#else
    mpu_registers::write(mpu::base, address);
    mpu_registers::write(mpu::attributes_and_size, 1u << 28 | 6u << 24 | 1u << 17 | 7 << 1 | 1);
#endif
    mpu_registers::unmask(mpu_registers::mask());
    CHECK(write_faults(constants));
    std::uint8_t* const block = m.code.allocate(64, 4);
    REQUIRE(commit(m, block) == errc::none);
    CHECK(write_faults(constants + 255));
    CHECK(!read_faults(constants + 255));
    m.code.release(block, 64);
    CHECK(write_faults(constants));
    mpu_registers::write(mpu::number, others);
    mpu_registers::write(mpu::limit, 0);
    mpu_registers::unmask(mpu_registers::mask());
    CHECK(!write_faults(constants));
}

TEST_CASE("the regions are given back as they were") {
    fresh_machine().unit.stop();
    struct registers {
        std::uint32_t control, base, attributes;
        bool operator==(const registers&) const = default;
    };
    using protect::mpu;
    using protect::mpu_registers;
    const auto read = [](std::uint8_t number) {
        mpu_registers::write(mpu::number, number);
        return registers{mpu_registers::read(mpu::control), mpu_registers::read(mpu::base),
                         mpu_registers::read(mpu::limit)};
    };
    mpu_registers::write(mpu::number, 2);
    mpu_registers::write(mpu::base, 0x2010'0000);
    std::vector<registers> before, after;
    for (const std::uint8_t number : numbers) before.push_back(read(number));
    {
        unit_type unit(numbers, pool_address(), pool_size);
        REQUIRE(unit.start());
        CHECK(read(numbers[0]) != before[0]);
        REQUIRE(unit.hold(pool_address() + 1024, unit.shape(64)));
        unit.protect(pool_address() + 1024, protect::rights::execute);
    }
    for (const std::uint8_t number : numbers) after.push_back(read(number));
    CHECK((before == after));
    std::memcpy(pool + 1024, add_code, sizeof add_code);
    CHECK(!call_faults(pool + 1024));  // as it was without an MPU
}
#endif
