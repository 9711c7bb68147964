// SPDX-License-Identifier: MIT
// Chips whose code memory is not plain RAM. Each is a code memory with what it stands on, a harness for the laws, and
// faults on what it forbids, as far as this machine can: see two_windows_*.hpp. Code runs inside run() only.
#pragma once

#include <natload/memory/aliased.hpp>
#include <natload/memory/arena.hpp>
#include <natload/memory/staged.hpp>
#include <natload/memory/word_only.hpp>

#include <array>
#include <cstring>

#include "chips/flash_driver.hpp"

#if defined(__linux__)
#include "chips/two_windows_linux.hpp"
#elif defined(NATLOAD_TEST_MPS2)
#include "chips/two_windows_mps2.hpp"
#else
#include "chips/two_windows_plain.hpp"
#endif

namespace natload::testing::chips {

constexpr std::size_t staging_size = 12 * 1024;

/// Like nRF52: where RAM is written it does not run, and where it runs it can't be written.
struct aliased_chip {
    using word = std::uintptr_t;
    static constexpr std::size_t max_alignment = 4096;

    two_windows ram{rights::data, rights::fetch};
    memory::arena arena{ram.first(), two_windows::size};
    memory::aliased<memory::arena, two_windows::first_base, two_windows::second_base> memory{arena};

    std::size_t in_use() { return arena.in_use(); }
    word written(const std::uint8_t* code) const { return arena.address(code); }
    std::uint8_t* at_run(word run) const { return reinterpret_cast<std::uint8_t*>(run); }
    template <class Call>
    void run(Call&& call) {
        call();
    }
};

/// The data bus of instruction RAM: stores aligned words, and nothing else.
struct word_bus {
    two_windows* ram;

    void write(std::uintptr_t address, std::uint32_t value) const {
        const auto offset = address - reinterpret_cast<std::uintptr_t>(ram->first());
        if (address % 4 != 0 || offset > two_windows::size - 4) bus_error();
        std::memcpy(ram->second() + offset, &value, 4);
    }
};

/// Like ESP8266 and ESP32, whose instruction RAM neither gives bytes nor takes them.
struct word_chip {
    using word = std::uintptr_t;
    static constexpr std::size_t max_alignment = 4096;
    using region_type = memory::word_only<8, word, word_bus>;

    two_windows ram{rights::none, rights::data};
    alignas(16) std::uint8_t buffer[staging_size];
    memory::arena staging{buffer};
    region_type region{reinterpret_cast<word>(ram.first()), two_windows::size, word_bus{&ram}};
    memory::staged<word, region_type, memory::arena> memory{region, staging};

    std::size_t in_use() { return staging.in_use() + region.in_use(); }
    std::uint8_t* at_run(word run) const { return ram.second() + (run - reinterpret_cast<word>(ram.first())); }
    template <class Call>
    void run(Call&& call) {
        ram.allow_first(rights::fetch);
        call();
        ram.allow_first(rights::none);
    }
};

/// A flash and its controller: a sector is erased, then each of its words written once, and nothing can be read or
/// run meanwhile.
class flash_controller {
public:
    static constexpr std::size_t sector_size = 1024, sectors = two_windows::size / sector_size;

    std::uintptr_t address() const { return reinterpret_cast<std::uintptr_t>(cells_.first()); }

    void erase(std::size_t sector) {
        if (sector >= sectors) bus_error();
        cells_.allow_first(rights::none);
        std::memset(cells_.second() + sector * sector_size, 0xff, sector_size);
        erased_[sector] = true;
        cells_.allow_first(rights::fetch);
    }
    void write(std::size_t offset, std::uint32_t value) {
        if (offset % 4 != 0 || offset >= two_windows::size || !erased_[offset / sector_size]) bus_error();
        cells_.allow_first(rights::none);
        std::uint32_t cell = 0;
        std::memcpy(&cell, cells_.second() + offset, 4);
        if (cell != 0xffffffff) bus_error();
        std::memcpy(cells_.second() + offset, &value, 4);
        cells_.allow_first(rights::fetch);
    }

private:
    two_windows cells_{rights::fetch, rights::data};
    std::array<bool, sectors> erased_{};
};

/// Like ESP8266's flash, in which modules can run.
struct flash_chip {
    using word = std::uintptr_t;
    static constexpr std::size_t max_alignment = 4096;
    using driver_type = flash_driver<flash_controller>;

    flash_controller controller;
    alignas(16) std::uint8_t buffer[staging_size];
    memory::arena staging{buffer};
    driver_type driver{controller};
    memory::staged<word, driver_type, memory::arena> memory{driver, staging};

    std::size_t in_use() { return staging.in_use() + driver.in_use(); }
    std::uint8_t* at_run(word run) const { return reinterpret_cast<std::uint8_t*>(run); }
    template <class Call>
    void run(Call&& call) {
        call();
    }
};

}  // namespace natload::testing::chips
