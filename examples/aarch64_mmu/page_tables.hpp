// SPDX-License-Identifier: MIT
// AArch64's MMU as a protection unit: page tables of the firmware's own, at exception level 1, with 4 KiB pages (Arm
// ARM, D8.3: translation table descriptors).
#pragma once

#include <cstddef>
#include <cstdint>
#include <natload/core/bytes.hpp>
#include <natload/protect/unit.hpp>

namespace example {

using natload::protect::block_shape;
using natload::protect::held_block;
using natload::protect::rights;

/// Memory is mapped to itself by three levels: 1 GiB, of which one entry is the machine's RAM; 2 MiB; and, where
/// modules are, pages. Not executable and writable, until a block is given other rights.
class page_tables {
public:
    static constexpr std::size_t page = 4096, pool_size = 512 * page;

    /// The pool is 2 MiB of RAM, aligned to that, of the gigabyte at ram_base.
    constexpr explicit page_tables(std::uintptr_t pool) : pool_(pool) {}

    /// From the map that the start-up code has made, of gigabytes, to one that tells the pool's pages apart.
    bool start() {
        for (std::size_t i = 0; i < 512; ++i) {
            level_2[i] = (ram_base + i * pool_size) | large | normal;
            level_3[i] = descriptor(pool_ + i * page, rights::write);
        }
        level_2[(pool_ - ram_base) / pool_size] = address(level_3) | table;
        std::uint64_t before = 0;
        __asm__ volatile("mrs %0, ttbr0_el1" : "=r"(before));
        const auto* const gigabytes = reinterpret_cast<const std::uint64_t*>(before);
        for (std::size_t i = 0; i < 4; ++i) level_1[i] = gigabytes[i];
        level_1[ram_base >> 30] = address(level_2) | table;
        __asm__ volatile("dsb ish\n\tmsr ttbr0_el1, %0\n\tisb\n\ttlbi vmalle1\n\tdsb ish\n\tisb" ::"r"(address(level_1))
                         : "memory");
        return true;
    }

    constexpr block_shape shape(std::size_t size) const {
        if (size == 0 || size > pool_size || free_place() == nullptr) return {};
        return {natload::align_up(size, page), page};
    }
    constexpr bool hold(std::uintptr_t address, block_shape shape) {
        const held_block* const place = free_place();
        if (place == nullptr) return false;
        held_[place - held_] = {address, shape.size};
        return true;
    }
    void protect(std::uintptr_t address, rights now) {
        for (const held_block& block : held_) {
            if (block.contains(address)) set(block, now);
        }
    }
    held_block drop(std::uintptr_t address) {
        for (held_block& block : held_) {
            if (!block.contains(address)) continue;
            const held_block dropped = block;
            set(dropped, rights::write);
            block = {};
            return dropped;
        }
        return {};
    }

private:
    static constexpr std::uintptr_t ram_base = 0x4000'0000;
    // Of descriptors: what they are; accessed, shared, memory type 0; read-only; not executed here, nor at level 0.
    static constexpr std::uint64_t large = 1, table = 3, last_level = 3;
    static constexpr std::uint64_t normal = 1 << 10 | 3 << 8;
    static constexpr std::uint64_t read_only = 1 << 7, never_here = std::uint64_t{1} << 53,
                                   never_at_0 = std::uint64_t{1} << 54;

    static std::uintptr_t address(const std::uint64_t* of) { return reinterpret_cast<std::uintptr_t>(of); }
    static std::uint64_t descriptor(std::uintptr_t at, rights now) {
        return at | last_level | normal | never_at_0 | (now != rights::write ? read_only : 0) |
               (now != rights::execute ? never_here : 0);
    }

    constexpr const held_block* free_place() const {
        for (const held_block& block : held_) {
            if (block.size == 0) return &block;
        }
        return nullptr;
    }

    // A descriptor is replaced by one store: at no time is a page both.
    void set(held_block block, rights now) {
        for (std::uintptr_t at = block.address; at != block.address + block.size; at += page) {
            static_cast<volatile std::uint64_t*>(level_3)[(at - pool_) / page] = descriptor(at, now);
            __asm__ volatile("dsb ishst\n\ttlbi vaae1is, %0" ::"r"(at >> 12) : "memory");
        }
        __asm__ volatile("dsb ish\n\tisb" ::: "memory");
    }

    alignas(32) static inline std::uint64_t level_1[4];
    alignas(page) static inline std::uint64_t level_2[512], level_3[512];
    std::uintptr_t pool_;
    held_block held_[16] = {};
};
static_assert(natload::protect::protection_unit<page_tables>);

}  // namespace example
