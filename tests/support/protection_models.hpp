// SPDX-License-Identifier: MIT
// Protection units that are not there: their registers, and what they would allow. Written by the manuals that the
// library's headers name, from the processor's side. While a pool is watched, every store to a register is followed by
// the question whether anything of it can be both written and executed.
#pragma once

#include <natload/protect/mpu_registers.hpp>
#include <natload/protect/pmp_registers.hpp>

#include <array>
#include <cstddef>
#include <cstdint>

namespace natload::testing {

struct allowed {
    bool read = false, write = false, execute = false;
    friend bool operator==(const allowed&, const allowed&) = default;
};
inline constexpr allowed anything{true, true, true}, nothing{}, data_only{true, true, false},
    code_only{true, false, true}, reading_only{true, false, false};

template <class Model>
class watched_pool {
public:
    void watch(std::uintptr_t address, std::size_t size, std::size_t step = 32) {
        step_ = step;
        begin_ = address;
        end_ = address + size;
        look();
    }
    void forget() { begin_ = end_ = 0; }
    bool ever_both() const { return ever_both_; }

protected:
    void look() {
        for (std::uintptr_t at = begin_; at < end_; at += step_) {
            const allowed now = static_cast<const Model*>(this)->at(at);
            ever_both_ = ever_both_ || (now.write && now.execute);
        }
    }

private:
    std::uintptr_t begin_ = 0, end_ = 0;
    std::size_t step_ = 32;
    bool ever_both_ = false;
};

/// Version 7: the region with the highest number decides. Version 8: where regions overlap, every access is a fault.
template <int Version>
class mpu_model : public watched_pool<mpu_model<Version>> {
public:
    struct region {
        std::uint32_t base = 0, attributes = 0;
        friend bool operator==(const region&, const region&) = default;
    };
    std::array<region, 40> regions{};
    std::uint32_t type = 40 << 8, control = 0, memory_types = 0;
    bool masked = false, stored_unmasked = false;

    allowed at(std::uintptr_t address) const {
        if ((control & 1) == 0) return anything;
        const region* found = nullptr;
        for (const region& r : regions) {
            if (!covers(r, static_cast<std::uint32_t>(address))) continue;
            if (Version == 8 && found != nullptr) return nothing;
            found = &r;
        }
        if (found == nullptr) return (control & 4) != 0 ? anything : nothing;
        return Version == 8 ? rights_of_8(*found) : rights_of_7(*found);
    }

    std::uint32_t read(protect::mpu which) const {
        switch (which) {
            case protect::mpu::type: return type;
            case protect::mpu::control: return control;
            case protect::mpu::number: return number_;
            case protect::mpu::base: return regions.at(number_).base;
            case protect::mpu::limit: return regions.at(number_).attributes;
            default: return memory_types;
        }
    }
    void write(protect::mpu which, std::uint32_t value) {
        stored_unmasked = stored_unmasked || !masked;
        switch (which) {
            case protect::mpu::control: control = value; break;
            case protect::mpu::number: number_ = value; break;
            case protect::mpu::base: regions.at(number_).base = value; break;
            case protect::mpu::limit: regions.at(number_).attributes = value; break;
            default: memory_types = value; break;
        }
        this->look();
    }

private:
    static bool covers(const region& r, std::uint32_t address) {
        if ((r.attributes & 1) == 0) return false;
        if (Version == 8) return address >= (r.base & ~31u) && address <= (r.attributes | 31u);
        const std::uint64_t size = std::uint64_t{2} << (r.attributes >> 1 & 31);
        const std::uint64_t base = r.base & ~31u & ~(size - 1);
        if (address < base || address - base >= size) return false;
        return size < 256 || (r.attributes >> 8 >> ((address - base) / (size / 8)) & 1) == 0;
    }
    static allowed rights_of_7(const region& r) {
        const std::uint32_t access = r.attributes >> 24 & 7;  // AP: 3 full, 5 and 6 read-only, for privileged code
        const bool reads = access != 0, writes = access >= 1 && access <= 3;
        return {reads, writes, reads && (r.attributes >> 28 & 1) == 0};
    }
    static allowed rights_of_8(const region& r) { return {true, (r.base >> 2 & 1) == 0, (r.base & 1) == 0}; }

    std::uint32_t number_ = 0;
};

template <int Version>
struct mpu_model_registers {
    mpu_model<Version>* model;

    std::uint32_t read(protect::mpu which) const { return model->read(which); }
    void write(protect::mpu which, std::uint32_t value) const { model->write(which, value); }
    std::uint32_t mask() const {
        const bool before = model->masked;
        model->masked = true;
        return before;
    }
    void unmask(std::uint32_t before) const { model->masked = before != 0; }
};

/// What a hart's user mode and machine mode may do.
class pmp_model : public watched_pool<pmp_model> {
public:
    struct entry {
        std::uintptr_t address = 0;
        std::uint8_t configuration = 0;
        friend bool operator==(const entry&, const entry&) = default;
    };
    std::array<entry, 40> entries{};
    std::size_t count = 40;           // of those that the hart has
    std::uintptr_t never_stored = 0;  // bits of addresses: those that a coarser grain leaves out
    bool user = true;                 // whom at() is about

    allowed at(std::uintptr_t address) const {
        for (std::size_t i = 0; i < entries.size(); ++i) {
            if (!covers(i, address)) continue;
            const std::uint8_t c = entries[i].configuration;
            if (!user && (c & 0x80) == 0) return anything;
            return {(c & 1) != 0, (c & 2) != 0, (c & 4) != 0};
        }
        return user ? nothing : anything;
    }

    void write_address(std::size_t i, std::uintptr_t value) {
        const std::uint8_t next = i + 1 < entries.size() ? entries[i + 1].configuration : std::uint8_t{0};
        const bool locked = (entries[i].configuration & 0x80) != 0 || ((next & 0x80) != 0 && (next >> 3 & 3) == 1);
        if (!locked && i < count) entries[i].address = value & ~never_stored;
        look();
    }
    void write_configuration(std::size_t i, std::uint8_t value) {
        if ((entries[i].configuration & 0x80) == 0 && i < count) entries[i].configuration = value;
        look();
    }

private:
    bool covers(std::size_t i, std::uintptr_t address) const {
        const std::uintptr_t unit = address >> 2, own = entries[i].address;
        switch (entries[i].configuration >> 3 & 3) {
            case 1: return unit >= (i == 0 ? 0 : entries[i - 1].address) && unit < own;
            case 2: return unit == own;
            case 3: {
                const std::uintptr_t inside = own ^ (own + 1);  // the ones at its end and the zero before them
                return (unit & ~inside) == (own & ~inside);
            }
            default: return false;
        }
    }
};

struct pmp_model_registers {
    pmp_model* model;

    std::uintptr_t address(unsigned i) const { return model->entries.at(i).address; }
    void address(unsigned i, std::uintptr_t value) const { model->write_address(i, value); }
    std::uint8_t configuration(unsigned i) const { return model->entries.at(i).configuration; }
    void configuration(unsigned i, std::uint8_t value) const { model->write_configuration(i, value); }
};

}  // namespace natload::testing
