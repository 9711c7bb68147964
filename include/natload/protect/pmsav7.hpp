// SPDX-License-Identifier: MIT
#pragma once

#include <bit>

#include <natload/core/bytes.hpp>
#include <natload/protect/mpu_registers.hpp>
#include <natload/protect/unit.hpp>

namespace natload::inline v0::protect {

/// The protection unit of Cortex-M3, M4 and M7, PMSAv7 (ARMv7-M ARM, B3.5). Of the regions whose numbers the firmware
/// hands over, in ascending order, the first lies over the whole pool, to be written and not executed; the others,
/// which have precedence, over a block each. The rest of memory stays as the firmware has it: without an MPU so far,
/// open to privileged code.
///
/// A region is a power of two of at least 32 bytes, aligned to itself, and from 256 on made of eight parts that can be
/// left out. So a block is rounded up to an eighth of that power of two, and aligned to it: 300 bytes take 320.
template <std::size_t Regions, class Registers = mpu_registers>
class pmsav7 {
    static_assert(Regions >= 2, "pmsav7: one region for the pool, and one for each block");

public:
    /// TEX, C, B and S of internal RAM as the processor has it without regions (ARMv7-M ARM, B3.1, table B3-13): normal
    /// memory, write-back, write-allocate.
    static constexpr std::uint32_t internal_ram = 1u << 19 | 1u << 17 | 1u << 16;

    /// The pool [address, address + size) is as shape() would have it. Nothing is touched before start().
    constexpr pmsav7(const std::uint8_t (&regions)[Regions], std::uintptr_t pool, std::size_t size, Registers r = {},
                     std::uint32_t memory_type = internal_ram)
        : pool_{pool, size}, memory_type_(memory_type), registers_(r) {
        for (std::size_t i = 0; i < Regions; ++i) numbers_[i] = regions[i];
    }
    pmsav7(const pmsav7&) = delete;
    pmsav7& operator=(const pmsav7&) = delete;
    ~pmsav7() { stop(); }

    /// Saves what the regions were and protects the pool. false: no region can cover the pool, or the processor has not
    /// all of these regions.
    bool start() {
        const block_shape whole = whole_block(pool_.size);
        if (whole.size != pool_.size || pool_.address % whole.alignment != 0) return false;
        for (const std::uint8_t number : numbers_) {
            if (number >= region_count(registers_.read(mpu::type))) return false;
        }
        if (started_) return true;
        const std::uint32_t before = registers_.mask();
        control_ = registers_.read(mpu::control);
        for (std::size_t i = 0; i < Regions; ++i) {
            registers_.write(mpu::number, numbers_[i]);
            saved_[i] = {registers_.read(mpu::base), registers_.read(mpu::attributes_and_size)};
            registers_.write(mpu::attributes_and_size, 0);
        }
        set(0, pool_, rights::write);
        if ((control_ & enabled) == 0) registers_.write(mpu::control, enabled | rest_is_open);
        registers_.unmask(before);
        started_ = true;
        return true;
    }

    /// Gives the regions back as they were. No module is loaded any more.
    void stop() {
        if (!started_) return;
        const std::uint32_t before = registers_.mask();
        registers_.write(mpu::control, control_);
        for (std::size_t i = Regions; i-- > 0;) {
            registers_.write(mpu::number, numbers_[i]);
            registers_.write(mpu::attributes_and_size, 0);
            registers_.write(mpu::base, saved_[i].base & ~base_names_region);
            registers_.write(mpu::attributes_and_size, saved_[i].attributes);
        }
        registers_.unmask(before);
        started_ = false;
    }

    constexpr block_shape shape(std::size_t size) const {
        return free_region() != 0 ? whole_block(size) : block_shape{};
    }

    constexpr bool hold(std::uintptr_t address, block_shape shape) {
        const std::size_t region = free_region();
        if (region == 0 || !started_ || address - pool_.address >= pool_.size) return false;
        held_[region - 1] = {address, shape.size};
        return true;
    }

    void protect(std::uintptr_t address, rights now) {
        for (std::size_t i = 1; i < Regions; ++i) {
            if (!held_[i - 1].contains(address)) continue;
            const std::uint32_t before = registers_.mask();
            set(i, held_[i - 1], now);
            registers_.unmask(before);
        }
    }

    held_block drop(std::uintptr_t address) {
        for (std::size_t i = 1; i < Regions; ++i) {
            if (!held_[i - 1].contains(address)) continue;
            const std::uint32_t before = registers_.mask();
            registers_.write(mpu::number, numbers_[i]);
            registers_.write(mpu::attributes_and_size, 0);
            registers_.unmask(before);
            const held_block dropped = held_[i - 1];
            held_[i - 1] = {};
            return dropped;
        }
        return {};
    }

    /// The block that `size` bytes take, whatever is free.
    static constexpr block_shape whole_block(std::size_t size) {
        if (size == 0 || size > std::size_t{1} << 30) return {};
        const std::size_t region = std::bit_ceil(size < 32 ? std::size_t{32} : size);
        return {region < 256 ? region : align_up(size, region / 8), region};
    }

private:
    static constexpr std::uint32_t enabled = 1, rest_is_open = 4;  // of the control register: ENABLE, PRIVDEFENA
    static constexpr std::uint32_t base_names_region = 0x1f;       // of the base register: VALID, REGION
    static constexpr std::uint32_t no_execution = 1u << 28;        // of RASR: XN, AP
    static constexpr std::uint32_t read_only = 6u << 24, read_and_write = 3u << 24;

    struct region_registers {
        std::uint32_t base = 0, attributes = 0;
    };

    /// Of those over blocks, which begin at 1; 0: none.
    constexpr std::size_t free_region() const {
        for (std::size_t i = 1; i < Regions; ++i) {
            if (held_[i - 1].size == 0) return i;
        }
        return 0;
    }

    // The last store enables the region with all its rights: what was below is never open in between.
    void set(std::size_t i, held_block block, rights now) {
        const std::size_t region = std::bit_ceil(block.size);
        const auto log2 = static_cast<std::uint32_t>(std::countr_zero(region));
        const auto parts = region < 256 ? std::uint32_t{8} : static_cast<std::uint32_t>(block.size / (region / 8));
        const std::uint32_t access = now == rights::write     ? read_and_write | no_execution
                                     : now == rights::execute ? read_only
                                                              : read_only | no_execution;
        registers_.write(mpu::number, numbers_[i]);
        registers_.write(mpu::base, static_cast<std::uint32_t>(block.address));
        registers_.write(mpu::attributes_and_size,
                         access | memory_type_ | (0xff00u << parts & 0xff00u) | (log2 - 1) << 1 | enabled);
    }

    std::uint8_t numbers_[Regions] = {};
    held_block pool_;
    held_block held_[Regions - 1] = {};
    region_registers saved_[Regions] = {};
    std::uint32_t control_ = 0;
    std::uint32_t memory_type_;
    bool started_ = false;
    [[no_unique_address]] Registers registers_;
};
static_assert(protection_unit<pmsav7<2>>);

}  // namespace natload::inline v0::protect
