// SPDX-License-Identifier: MIT
#pragma once

#include <natload/core/bytes.hpp>
#include <natload/protect/mpu_registers.hpp>
#include <natload/protect/unit.hpp>

namespace natload::inline v0::protect {

/// The protection unit of Cortex-M23, M33 and later, PMSAv8 (ARMv8-M ARM, B11), of the security state that this runs
/// in. A region is any range of 32 bytes and multiples of it, but regions do not overlap: so the pool is cut into as
/// many as there are blocks, and gaps between them that can be written and not executed. n blocks take 2n + 1 regions
/// at most, which hold() makes sure of. The rest of memory stays as the firmware has it.
template <std::size_t Regions, class Registers = mpu_registers>
class pmsav8 {
    static_assert(Regions >= 3, "pmsav8: a block takes a region, and so does each gap beside it");

public:
    /// The pool [address, address + size), multiples of 32. `memory_type`: which byte of MAIR0 and MAIR1 describes it;
    /// if the MPU is not in use so far, start() has it say normal memory, write-back, as RAM is without regions.
    /// Nothing is touched before start().
    constexpr pmsav8(const std::uint8_t (&regions)[Regions], std::uintptr_t pool, std::size_t size, Registers r = {},
                     std::uint32_t memory_type = 0)
        : pool_{pool, size}, memory_type_(memory_type), registers_(r) {
        for (std::size_t i = 0; i < Regions; ++i) ranges_[i].number = regions[i];
    }
    pmsav8(const pmsav8&) = delete;
    pmsav8& operator=(const pmsav8&) = delete;
    ~pmsav8() { stop(); }

    /// Saves what the regions were and protects the pool. false: no region can cover the pool, or the processor has not
    /// all of these regions.
    bool start() {
        if (pool_.size == 0 || (pool_.address | pool_.size) % granule != 0) return false;
        for (const range& r : ranges_) {
            if (r.number >= region_count(registers_.read(mpu::type))) return false;
        }
        if (started_) return true;
        const std::uint32_t before = registers_.mask();
        control_ = registers_.read(mpu::control);
        for (range& r : ranges_) {
            registers_.write(mpu::number, r.number);
            r.saved_base = registers_.read(mpu::base);
            r.saved_limit = registers_.read(mpu::limit);
            registers_.write(mpu::limit, 0);
        }
        types_ = registers_.read(types());
        if ((control_ & enabled) == 0) {
            const std::uint32_t shift = memory_type_ % 4 * 8;
            registers_.write(types(), (types_ & ~(0xffu << shift)) | normal_memory << shift);
        }
        set(ranges_[0], pool_.address, pool_.address + pool_.size, rights::write);
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
        registers_.write(types(), types_);
        for (range& r : ranges_) {
            registers_.write(mpu::number, r.number);
            registers_.write(mpu::limit, 0);
            registers_.write(mpu::base, r.saved_base);
            registers_.write(mpu::limit, r.saved_limit);
            r = {.number = r.number};
        }
        registers_.unmask(before);
        started_ = false;
    }

    constexpr block_shape shape(std::size_t size) const {
        return 2 * blocks_ + 3 > Regions ? block_shape{} : whole_block(size);
    }

    constexpr bool hold(std::uintptr_t address, block_shape shape) {
        if (2 * blocks_ + 3 > Regions || !started_ || address - pool_.address >= pool_.size) return false;
        for (held_block& held : held_) {
            if (held.size != 0) continue;
            held = {address, shape.size};
            ++blocks_;
            return true;
        }
        return false;
    }

    void protect(std::uintptr_t address, rights now) {
        const held_block block = held(address);
        if (block.size == 0) return;
        const std::uint32_t before = registers_.mask();
        cut_out(block, now);
        registers_.unmask(before);
    }

    held_block drop(std::uintptr_t address) {
        held_block& block = held(address);
        const held_block dropped = block;
        if (dropped.size == 0) return dropped;
        const std::uint32_t before = registers_.mask();
        join(dropped);
        registers_.unmask(before);
        block = {};
        --blocks_;
        return dropped;
    }

    /// The block that `size` bytes take, whatever is free.
    static constexpr block_shape whole_block(std::size_t size) {
        return size == 0 || size > SIZE_MAX - granule ? block_shape{} : block_shape{align_up(size, granule), granule};
    }

private:
    static constexpr std::size_t granule = 32;
    static constexpr std::uint32_t enabled = 1, rest_is_open = 4;  // of the control register: ENABLE, PRIVDEFENA
    static constexpr std::uint32_t normal_memory = 0xff;           // MAIR: write-back, allocated for reads and writes

    struct range {
        std::uint8_t number = 0;
        rights now = rights::write;
        std::uintptr_t begin = 0, end = 0;  // the same: the region is free
        std::uint32_t saved_base = 0, saved_limit = 0;
    };

    mpu types() const { return static_cast<mpu>(static_cast<std::uint32_t>(mpu::memory_types) + memory_type_ / 4 * 4); }

    constexpr held_block& held(std::uintptr_t address) {
        for (held_block& block : held_) {
            if (block.contains(address)) return block;
        }
        return none_;
    }
    constexpr range* found(std::uintptr_t begin) {
        for (range& r : ranges_) {
            if (r.begin <= begin && begin < r.end) return &r;
        }
        return nullptr;
    }
    constexpr range& free_range() {
        range* at = ranges_;
        while (at->begin != at->end) ++at;  // hold() has seen to it that there is one
        return *at;
    }

    // Where regions overlap, nobody may do anything, which hurts none but the block at hand: so what is new is set
    // first, and what was there becomes smaller then. The other way about, the pool would be open in between.
    void cut_out(held_block block, rights now) {
        range& gap = *found(block.address);
        if (gap.now != rights::write) return set(gap, gap.begin, gap.end, now);
        const std::uintptr_t begin = block.address, end = block.address + block.size;
        if (gap.end > end) set(free_range(), end, gap.end, rights::write);
        if (gap.begin < begin) {
            set(free_range(), begin, end, now);
            set(gap, gap.begin, begin, rights::write);
        } else {
            set(gap, begin, end, now);
        }
    }

    // Joins the block with the gaps beside it, the larger first.
    void join(held_block block) {
        range* own = found(block.address);
        if (own == nullptr || own->now == rights::write) return;  // not protected so far
        set(*own, own->begin, own->end, rights::write);
        for (range& other : ranges_) {
            if (other.begin == other.end || other.now != rights::write) continue;
            if (other.end == own->begin) {
                set(other, other.begin, own->end, rights::write);
                clear(*own);
                own = &other;
            } else if (other.begin == own->end) {
                set(*own, own->begin, other.end, rights::write);
                clear(other);
            }
        }
    }

    // MPU_RBAR: base, AP, XN; MPU_RLAR: limit, attributes, enable. Rights that are fewer come with the first of the
    // stores.
    void set(range& r, std::uintptr_t begin, std::uintptr_t end, rights now) {
        const std::uint32_t access = now == rights::write     ? 1u << 1 | 1
                                     : now == rights::execute ? 3u << 1
                                                              : 3u << 1 | 1;
        registers_.write(mpu::number, r.number);
        registers_.write(mpu::base, static_cast<std::uint32_t>(begin) | access);
        registers_.write(mpu::limit, static_cast<std::uint32_t>(end - granule) | memory_type_ << 1 | enabled);
        r.begin = begin;
        r.end = end;
        r.now = now;
    }
    void clear(range& r) {
        registers_.write(mpu::number, r.number);
        registers_.write(mpu::limit, 0);
        r.begin = r.end = 0;
    }

    range ranges_[Regions] = {};
    held_block held_[(Regions - 1) / 2] = {};
    held_block none_;
    held_block pool_;
    std::size_t blocks_ = 0;
    std::uint32_t control_ = 0, types_ = 0;
    std::uint32_t memory_type_;
    bool started_ = false;
    [[no_unique_address]] Registers registers_;
};
static_assert(protection_unit<pmsav8<3>>);

}  // namespace natload::inline v0::protect
