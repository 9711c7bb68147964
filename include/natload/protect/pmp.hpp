// SPDX-License-Identifier: MIT
#pragma once

#include <bit>

#include <natload/core/bytes.hpp>
#include <natload/protect/pmp_registers.hpp>
#include <natload/protect/unit.hpp>

namespace natload::inline v0::protect {

/// Whom entries of the PMP bind. In machine mode an entry binds only when it is locked, and then stays until reset.
enum class pmp_binds : std::uint8_t { user_mode, all_until_reset };

/// RISC-V's physical memory protection (privileged architecture 1.12, 3.7) as two protection units, told apart by type:
/// pmp_user and pmp_locked, below. The firmware hands over entries in ascending order: the lower has precedence.
///
/// A block is a naturally aligned power of two of at least 8 bytes and takes an entry (NAPOT), or it is any range of
/// multiples of Grain bytes and takes two neighbours (TOR): the second if it wastes nothing else and two neighbours are
/// free, the first otherwise. Grain is a power of two, and the chip's: 4 or more.
template <pmp_binds Binds, std::size_t Entries, std::size_t Grain = 4, class Registers = pmp_registers>
class pmp {
    static_assert(std::has_single_bit(Grain) && Grain >= 4, "pmp: the grain is a power of two, 4 or more");
    static constexpr bool locks = Binds == pmp_binds::all_until_reset;

public:
    /// pmp_user without a pool: outside of blocks, nothing is open to modules. Nothing is touched before start().
    constexpr explicit pmp(const std::uint8_t (&entries)[Entries], Registers r = {}) requires(!locks)
        : pmp(entries, 0, 0, r) {}
    /// The last entry covers the pool [address, address + size), a naturally aligned power of two: it can be written
    /// and not executed. Of pmp_user, that is the data of all modules; their code lies elsewhere. Of pmp_locked, it is
    /// all memory of modules, and covered for good.
    constexpr pmp(const std::uint8_t (&entries)[Entries], std::uintptr_t pool, std::size_t size, Registers r = {})
        : pool_{pool, size}, registers_(r) {
        for (std::size_t i = 0; i < Entries; ++i) entries_[i].number = entries[i];
    }
    pmp(const pmp&) = delete;
    pmp& operator=(const pmp&) = delete;
    ~pmp() { stop(); }

    /// Saves what the entries were, and protects the pool. false: an entry is locked already, the hart has not all of
    /// them, or its grain is coarser; or no entry can cover the pool.
    bool start() {
        if (started_) return true;
        const bool has_pool = locks || pool_.size != 0;
        if (has_pool && !(std::has_single_bit(pool_.size) && pool_.size >= least && pool_.address % pool_.size == 0)) {
            return false;
        }
        for (const entry& e : entries_) {
            if ((registers_.configuration(e.number) & lock) != 0) return false;
        }
        bool usable = true;
        for (entry& e : entries_) {
            e.saved_address = registers_.address(e.number);
            e.saved_configuration = registers_.configuration(e.number);
            registers_.configuration(e.number, 0);
            registers_.address(e.number, ~std::uintptr_t{0});  // the grain is where the ones begin
            const std::uintptr_t ones = registers_.address(e.number);
            usable = usable && ones != 0 && std::uintptr_t{4} << std::countr_zero(ones) <= Grain;
        }
        if (!usable) {
            restore();
            return false;
        }
        if (has_pool) {
            entry& last = entries_[Entries - 1];
            last.block = pool_;
            registers_.address(last.number, napot(pool_));
            registers_.configuration(last.number, (locks ? lock : 0) | by_napot | read | write);
        }
        started_ = true;
        return true;
    }

    /// Gives the entries back as they were, those aside that are locked. No module is loaded any more.
    void stop() {
        if (!started_ || locks) return;
        restore();
        started_ = false;
    }

    /// Opens a range of the firmware's to modules until stop(), a stack or a table: multiples of the grain. false:
    /// there are no entries for it. Blocks have precedence over it.
    bool open(std::uintptr_t address, std::size_t size, rights now) {
        const bool natural = std::has_single_bit(size) && size >= least && address % size == 0;
        std::size_t at = Entries;
        while (at-- > 0 && !(entries_[at].block.size == 0 && (natural || is_free_pair(at)))) {
        }
        if (at >= Entries || !started_) return false;
        entries_[at].block = {address, size};
        if (!natural) entries_[at + 1].block = {address, size};
        protect(address, now);
        return true;
    }

    constexpr block_shape shape(std::size_t size) const {
        const block_shape range = range_block(size), natural = natural_block(size);
        if (range.size != natural.size && free_pair() != Entries) return range;
        return free_entry() != Entries ? natural : block_shape{};
    }

    /// The blocks that `size` bytes take, whatever is free: by two entries, and by one.
    static constexpr block_shape range_block(std::size_t size) {
        if (size == 0 || size > SIZE_MAX / 4) return {};
        return {align_up(size < least ? least : size, Grain), Grain};
    }
    static constexpr block_shape natural_block(std::size_t size) {
        if (size == 0 || size > SIZE_MAX / 4) return {};
        const std::size_t power = std::bit_ceil(size < least ? least : size);
        return {power, power};
    }

    constexpr bool hold(std::uintptr_t address, block_shape shape) {
        const bool pair = !(std::has_single_bit(shape.size) && shape.alignment == shape.size);
        const std::size_t at = pair ? free_pair() : free_entry();
        if (at == Entries || !started_ || (locks && address - pool_.address >= pool_.size)) return false;
        entries_[at].block = {address, shape.size};
        if (pair) entries_[at + 1].block = {address, shape.size};
        return true;
    }

    void protect(std::uintptr_t address, rights now) {
        const std::size_t at = held(address);
        if (at == Entries) return;
        const held_block block = entries_[at].block;
        const bool pair = is_pair(at);
        const auto may = static_cast<std::uint8_t>(read | (now == rights::execute ? execute : 0) |
                                                   (now == rights::write ? write : 0) | (locks ? lock : 0));
        if (pair) {
            registers_.address(entries_[at].number, block.address >> 2);
            registers_.address(entries_[at + 1].number, (block.address + block.size) >> 2);
            registers_.configuration(entries_[at + 1].number, may | by_range);
        } else {
            registers_.address(entries_[at].number, napot(block));
            registers_.configuration(entries_[at].number, may | by_napot);
        }
        entries_[at].stays = locks;
    }

    held_block drop(std::uintptr_t address) {
        const std::size_t at = held(address);
        if (at == Entries) return {};
        if (entries_[at].stays) return {entries_[at].block.address, 0};
        const held_block dropped = entries_[at].block;
        const std::size_t end = at + (is_pair(at) ? 2 : 1);
        for (std::size_t i = at; i < end; ++i) {
            registers_.configuration(entries_[i].number, 0);
            entries_[i].block = {};
        }
        return dropped;
    }

private:
    // Bits of an entry's configuration.
    static constexpr std::uint8_t read = 1, write = 2, execute = 4, by_range = 1 << 3, by_napot = 3 << 3, lock = 0x80;
    static constexpr std::size_t least = Grain < 8 ? 8 : Grain;

    struct entry {
        held_block block;  // of two neighbours: in both
        std::uintptr_t saved_address = 0;
        std::uint8_t saved_configuration = 0;
        std::uint8_t number = 0;
        bool stays = false;  // until reset
    };

    void restore() {
        for (entry& e : entries_) {
            registers_.configuration(e.number, 0);
            registers_.address(e.number, e.saved_address);
        }
        for (entry& e : entries_) {
            registers_.configuration(e.number, e.saved_configuration);
            e.block = {};
        }
    }

    static constexpr std::uintptr_t napot(held_block block) { return (block.address >> 2) | (block.size / 8 - 1); }

    constexpr std::size_t free_entry() const {
        std::size_t at = 0;
        while (at < Entries && entries_[at].block.size != 0) ++at;
        return at;
    }
    constexpr std::size_t free_pair() const {
        std::size_t at = 0;
        while (at < Entries && !is_free_pair(at)) ++at;
        return at;
    }
    constexpr bool is_free_pair(std::size_t at) const {
        return at + 1 < Entries && entries_[at].block.size == 0 && entries_[at + 1].block.size == 0 &&
               entries_[at + 1].number == entries_[at].number + 1;
    }
    /// The first entry of a block, but for the pool.
    constexpr std::size_t held(std::uintptr_t address) const {
        for (std::size_t i = 0; i < Entries - (pool_.size != 0 ? 1 : 0); ++i) {
            if (entries_[i].block.contains(address)) return i;
        }
        return Entries;
    }
    constexpr bool is_pair(std::size_t at) const {
        return at + 1 < Entries && entries_[at + 1].block.size != 0 &&
               entries_[at + 1].block.address == entries_[at].block.address;
    }

    entry entries_[Entries] = {};
    held_block pool_;
    bool started_ = false;
    [[no_unique_address]] Registers registers_;
};

/// Modules run in user mode (fault/user_mode.hpp), where they may do what their blocks allow and nothing else; the
/// firmware, in machine mode, may do anything as before.
template <std::size_t Entries, std::size_t Grain = 4, class Registers = pmp_registers>
using pmp_user = pmp<pmp_binds::user_mode, Entries, Grain, Registers>;

/// One way: what is committed can't be written any more by anybody until reset, and so can't be given back: a module's
/// release leaves its code where it is. The pool's data is never executed.
template <std::size_t Entries, std::size_t Grain = 4, class Registers = pmp_registers>
using pmp_locked = pmp<pmp_binds::all_until_reset, Entries, Grain, Registers>;

static_assert(protection_unit<pmp_user<1>> && protection_unit<pmp_locked<2>>);

}  // namespace natload::inline v0::protect
