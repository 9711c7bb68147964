// SPDX-License-Identifier: MIT
// Protection units and the memories that they guard, on models of their registers. tests/protect is about real ones.
#include <natload/memory/arena.hpp>
#include <natload/protect.hpp>

#include "laws/code_memory.hpp"
#include "laws/memory.hpp"
#include "laws/protection_unit.hpp"

namespace natload::testing::laws {

constexpr std::uint8_t numbers[] = {2,  3,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15, 16, 17, 18, 19,
                                    20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35};
constexpr std::size_t pool_size = 32 * 1024;

// Of its address, an MPU's registers have the lower 32 bits.
struct pool_of_bytes {
    alignas(pool_size) std::uint8_t bytes[pool_size];
    std::uintptr_t address() const { return reinterpret_cast<std::uintptr_t>(bytes); }
};

template <int Version, template <std::size_t, class> class Unit>
struct mpu_machine {
    pool_of_bytes storage;
    mpu_model<Version> model;
    Unit<sizeof numbers, mpu_model_registers<Version>> unit{numbers, storage.address(), pool_size, {&model}};
    allowed held = data_only;

    mpu_machine() {
        for (std::size_t i = 0; i < model.regions.size(); ++i) {
            model.regions[i] = {static_cast<std::uint32_t>(0x8000'0000 + 256 * i), 0};  // somebody else's
        }
        before = model.regions;
        REQUIRE(unit.start());
        model.watch(storage.address(), pool_size);
    }
    ~mpu_machine() {
        model.forget();
        unit.stop();
        CHECK((model.regions == before));
        CHECK(model.control == 0);
    }

    std::uintptr_t pool() const { return storage.address(); }
    allowed at(std::uintptr_t address) const { return model.at(address); }
    bool ever_both() const { return model.ever_both(); }
    bool quiet() const { return !model.stored_unmasked; }

    decltype(mpu_model<Version>::regions) before;
};

template <bool Locked>
struct pmp_machine {
    pool_of_bytes storage;
    pmp_model model;
    protect::pmp<Locked ? protect::pmp_binds::all_until_reset : protect::pmp_binds::user_mode, sizeof numbers, 4,
                 pmp_model_registers>
        unit{numbers, storage.address(), Locked ? pool_size : 0, {&model}};
    allowed held = Locked ? data_only : nothing;

    pmp_machine() {
        model.user = !Locked;
        for (std::size_t i = 0; i < model.entries.size(); ++i) model.entries[i].address = 0x1000 + i;
        before = model.entries;
        REQUIRE(unit.start());
        model.watch(storage.address(), pool_size);
    }
    ~pmp_machine() {
        unit.stop();
        if (!Locked) CHECK((model.entries == before));
    }
    std::uintptr_t pool() const { return storage.address(); }
    allowed at(std::uintptr_t address) const { return model.at(address); }
    bool ever_both() const { return model.ever_both(); }
    bool quiet() const { return true; }

    decltype(pmp_model::entries) before;
};

using v7_machine = mpu_machine<7, protect::pmsav7>;
using v8_machine = mpu_machine<8, protect::pmsav8>;
using user_machine = pmp_machine<false>;

TEST_CASE_TEMPLATE_INVOKE(protection_unit_laws, v7_machine, v8_machine, user_machine);

/// Memory for code out of the machine's pool, and for data.
template <class Machine>
struct code_harness : Machine {
    using word = std::uintptr_t;
    static constexpr std::size_t max_alignment = 4096;

    memory::arena arena{this->storage.bytes};
    protect::code<decltype(Machine::unit), memory::arena> memory{this->unit, arena};

    std::size_t in_use() { return arena.in_use(); }
    word written(const std::uint8_t* code) const { return arena.address(code); }
    std::uint8_t* at_run(word run) const { return reinterpret_cast<std::uint8_t*>(run); }
    bool executable(const std::uint8_t* code) const {
        const allowed now = this->at(arena.address(code));
        CHECK((now == this->held || now == code_only));
        CHECK(!this->ever_both());
        return now.execute;
    }
};
template <class Machine>
struct data_harness : Machine {
    using word = std::uintptr_t;
    static constexpr std::size_t max_alignment = 4096;

    memory::arena arena{this->storage.bytes};
    protect::data<decltype(Machine::unit), memory::arena> memory{this->unit, arena};

    std::size_t in_use() { return arena.in_use(); }
};

TEST_CASE_TEMPLATE_INVOKE(allocation_laws, code_harness<v7_machine>, code_harness<v8_machine>,
                          code_harness<user_machine>, code_harness<pmp_machine<true>>, data_harness<v7_machine>);
TEST_CASE_TEMPLATE_INVOKE(code_memory_laws, code_harness<v7_machine>, code_harness<v8_machine>,
                          code_harness<user_machine>);
TEST_CASE_TEMPLATE_INVOKE(data_memory_laws, data_harness<v7_machine>, data_harness<v8_machine>,
                          data_harness<user_machine>);

TEST_CASE_TEMPLATE("read-only data is sealed to the last byte, and what is behind it is not", Machine, v7_machine,
                   v8_machine, user_machine) {
    data_harness<Machine> harness;
    for (const std::size_t alignment : {4u, 8u, 16u}) {
        for (std::size_t read_only = 0; read_only < 700; read_only += 4) {
            CAPTURE(alignment);
            CAPTURE(read_only);
            std::uint8_t* const data = harness.memory.allocate(read_only + 12, alignment, read_only);
            REQUIRE(data != nullptr);
            const std::uintptr_t address = harness.memory.address(data);
            CHECK(address % alignment == 0);
            harness.memory.seal(data, read_only);
            const std::size_t sealed = read_only & ~(alignment - 1);
            bool right = true;
            for (std::size_t i = 0; i < read_only + 12; ++i) {
                right = right && harness.at(address + i) == (i < sealed ? reading_only : harness.held);
            }
            CHECK(right);
            harness.memory.release(data, read_only + 12);
            CHECK(harness.in_use() == 0);
        }
    }
    CHECK(!harness.ever_both());
}

TEST_CASE("without a region to spare, read-only data is data like any other") {
    data_harness<v7_machine> harness;
    for (std::size_t i = 1; i < sizeof numbers; ++i) REQUIRE(harness.memory.allocate(40, 8, 32) != nullptr);
    std::uint8_t* const data = harness.memory.allocate(40, 8, 32);
    REQUIRE(data != nullptr);
    harness.memory.seal(data, 32);
    CHECK(harness.at(harness.memory.address(data)) == data_only);
    harness.memory.release(data, 40);
}

TEST_CASE("without room to place read-only data apart, it is data like any other") {
    data_harness<v7_machine> harness;
    // 16 KiB and 4 bytes would take 18 KiB, aligned to 32 KiB: only the first block of all could be there.
    std::uint8_t* const data = harness.memory.allocate(16 * 1024 + 12, 4, 16 * 1024 + 4);
    REQUIRE(data != nullptr);
    harness.memory.seal(data, 16 * 1024 + 4);
    CHECK(harness.at(harness.memory.address(data)) == data_only);
    harness.memory.release(data, 16 * 1024 + 12);
    CHECK(harness.in_use() == 0);
}

TEST_CASE("what is rounded up is cleared before it becomes executable") {
    code_harness<v7_machine> harness;
    std::memset(harness.storage.bytes, 0xee, sizeof harness.storage.bytes);
    const protect::block_shape takes = harness.memory.shape(300);
    CHECK(takes == protect::block_shape{320, 512});
    const std::uint8_t* const code = harness.memory.allocate(300, 4);
    REQUIRE(code != nullptr);
    CHECK(std::all_of(code + 300, code + 320, [](std::uint8_t byte) { return byte == 0; }));
}

TEST_CASE("an entry that is locked stays as it is until reset, whatever is asked") {
    code_harness<pmp_machine<true>> harness;
    auto relocate = [](std::uintptr_t) { return errc::none; };
    detail::any_cache<std::uintptr_t> cache;
    std::uint8_t* const code = harness.memory.allocate(100, 4);
    REQUIRE(code != nullptr);
    CHECK(harness.at(harness.arena.address(code)) == data_only);
    REQUIRE(harness.memory.commit(code, 100, relocate, cache) == errc::none);
    const std::size_t in_use = harness.in_use();
    harness.memory.release(code, 100);
    CHECK(harness.in_use() == in_use);
    harness.unit.stop();
    for (int user = 0; user < 2; ++user) {
        harness.model.user = user != 0;
        CHECK(harness.at(harness.arena.address(code)) == code_only);
        CHECK(harness.at(harness.arena.address(code) + 99) == code_only);
        CHECK(harness.at(harness.arena.address(code) - 4) == data_only);
        CHECK(harness.at(harness.arena.address(code) + 100) == data_only);
    }
    CHECK(!harness.ever_both());

    // And who comes later finds it locked.
    protect::pmp_user<sizeof numbers, 4, pmp_model_registers> later(numbers, {&harness.model});
    CHECK(!later.start());
}

TEST_CASE("data that is sealed for good is not given back, and what was not sealed is") {
    data_harness<pmp_machine<true>> harness;
    // One takes an entry, the next fifteen two neighbours each, and of one an entry is left: there, data lies at the
    // end of a power of two. The last entry is over the pool.
    static_assert(sizeof numbers == 1 + 2 * 15 + 1 + 1);
    REQUIRE(harness.memory.allocate(72, 8, 64) != nullptr);
    std::size_t kept = harness.in_use();
    for (std::size_t i = 0; i < sizeof numbers; ++i) {
        CAPTURE(i);
        std::uint8_t* const refused = harness.memory.allocate(60, 8, 40);
        REQUIRE(refused != nullptr);
        harness.memory.release(refused, 60);  // as when a load fails
        CHECK(harness.in_use() == kept);
        std::uint8_t* const data = harness.memory.allocate(60, 8, 40);
        REQUIRE(data != nullptr);
        std::memset(data, 0x5a, 60);
        harness.memory.seal(data, 40);
        const bool sealed = harness.at(harness.memory.address(data)) == reading_only;
        CHECK(sealed == (i < 16));
        harness.memory.release(data, 60);
        CHECK((harness.in_use() > kept) == sealed);
        CHECK(data[0] == 0x5a);
        kept = harness.in_use();
    }
}

TEST_CASE("a range where two neighbours are free, a power of two where one is") {
    pmp_model model;
    constexpr std::uint8_t entries[] = {1, 4, 5, 7};
    protect::pmp_user<4, 4, pmp_model_registers> unit(entries, {&model});
    REQUIRE(unit.start());
    CHECK(unit.shape(100) == protect::block_shape{100, 4});
    CHECK(unit.shape(128) == protect::block_shape{128, 128});
    REQUIRE(unit.hold(0x1000, unit.shape(100)));
    CHECK(unit.shape(100) == protect::block_shape{128, 128});
    REQUIRE(unit.hold(0x1100, unit.shape(100)));
    REQUIRE(unit.hold(0x1200, unit.shape(100)));
    CHECK(unit.shape(100).size == 0);
    for (const std::uintptr_t at : {0x1000u, 0x1100u, 0x1200u}) unit.protect(at, protect::rights::execute);
    CHECK(model.entries[4].configuration == 0);
    CHECK(model.entries[5].configuration == 0x0d);
    CHECK(model.entries[1].configuration == 0x1d);
    CHECK(model.entries[7].configuration == 0x1d);
    CHECK(model.at(0x1063) == code_only);
    CHECK(model.at(0x1064) == nothing);
    CHECK(model.at(0x117f) == code_only);
    CHECK(model.at(0x1180) == nothing);
    CHECK(unit.drop(0x1000).size == 100);
    CHECK(unit.shape(100) == protect::block_shape{100, 4});

    // A grain of 32 bytes: ranges are multiples of it.
    protect::pmp_user<4, 32, pmp_model_registers> coarse(entries, {&model});
    CHECK(coarse.shape(100) == protect::block_shape{128, 128});
    CHECK(coarse.shape(130) == protect::block_shape{160, 32});
    CHECK(coarse.shape(1) == protect::block_shape{32, 32});
}

TEST_CASE("a unit that can't cover its pool does not start") {
    constexpr std::uint8_t regions[] = {0, 1, 2};
    mpu_model<7> v7;
    mpu_model<8> v8;
    pmp_model pmp;
    protect::pmsav7<3, mpu_model_registers<7>> odd_size(regions, 0x1000, 0xc10, {&v7}),
        odd_place(regions, 0x800, 0x1000, {&v7}), eighths(regions, 0x1000, 0xc00, {&v7});
    CHECK(!odd_size.start());
    CHECK(!odd_place.start());
    CHECK(eighths.start());
    CHECK(v7.at(0x1000) == data_only);
    CHECK(v7.at(0x1bff) == data_only);
    CHECK(v7.at(0x1c00) == anything);
    protect::pmsav8<3, mpu_model_registers<8>> misaligned(regions, 0x1010, 0x100, {&v8}),
        empty(regions, 0x1000, 0, {&v8});
    CHECK(!misaligned.start());
    CHECK(!empty.start());
    protect::pmp_locked<3, 4, pmp_model_registers> no_power(regions, 0x1000, 0xc00, {&pmp}),
        not_natural(regions, 0x800, 0x1000, {&pmp});
    CHECK(!no_power.start());
    CHECK(!not_natural.start());
    const std::uint8_t before[8] = {};
    CHECK(!odd_size.hold(0x1000, odd_size.shape(32)));  // as it was not started
    CHECK(before[0] == pmp.entries[2].configuration);
}

TEST_CASE("a unit does not start with regions that the processor has not") {
    constexpr std::uint8_t regions[] = {5, 6, 7};
    mpu_model<7> v7;
    mpu_model<8> v8;
    pmp_model pmp;
    protect::pmsav7<3, mpu_model_registers<7>> unit7(regions, 0x1000, 0x1000, {&v7});
    protect::pmsav8<3, mpu_model_registers<8>> unit8(regions, 0x1000, 0x1000, {&v8});
    protect::pmp_user<3, 4, pmp_model_registers> user(regions, 0x1000, 0x1000, {&pmp});
    for (const std::uint32_t count : {0u, 7u}) {
        v7.type = v8.type = count << 8;
        pmp.count = count;
        CHECK(!unit7.start());
        CHECK(!unit8.start());
        CHECK(!user.start());
        CHECK(!unit7.hold(0x1000, {32, 32}));
        CHECK(!unit8.hold(0x1000, {32, 32}));
        CHECK(!user.hold(0x1000, {32, 32}));
    }
    CHECK(v7.control == 0);
    CHECK(v8.control == 0);
    v7.type = v8.type = 8 << 8;
    pmp.count = 8;
    CHECK(unit7.start());
    CHECK(unit8.start());

    pmp.never_stored = 7;  // a grain of 32
    CHECK(!user.start());
    protect::pmp_user<3, 32, pmp_model_registers> coarse(regions, 0x1000, 0x1000, {&pmp});
    CHECK(coarse.start());
    pmp.never_stored = 15;
    protect::pmp_user<3, 32, pmp_model_registers> too_fine(regions, 0x1000, 0x1000, {&pmp});
    coarse.stop();
    CHECK(!too_fine.start());
}

TEST_CASE("an MPU that others use already stays on, with their types of memory") {
    constexpr std::uint8_t regions[] = {4, 5, 6};
    mpu_model<8> model;
    model.control = 5;
    model.memory_types = 0x12345678;
    model.regions[0] = {0x2000'0000 | 1 << 1 | 1, 0x2000'1fe0 | 1};
    {
        protect::pmsav8<3, mpu_model_registers<8>> unit(regions, 0x2001'0000, 0x1000, {&model}, 3);
        REQUIRE(unit.start());
        CHECK(model.memory_types == 0x12345678);
        CHECK(model.at(0x2000'1000) == data_only);
        CHECK(model.at(0x2001'0000) == data_only);
        CHECK(model.regions[4].attributes == (0x2001'0fe0 | 3 << 1 | 1));
    }
    CHECK(model.control == 5);
    CHECK(model.at(0x2001'0000) == anything);
    CHECK(model.at(0x2000'1000) == data_only);
}

}  // namespace natload::testing::laws
