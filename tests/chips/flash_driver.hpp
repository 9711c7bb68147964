// SPDX-License-Identifier: MIT
// A driver that keeps modules in flash: a target for memory::staged, so an address is known when the code is finished.
#pragma once

#include <natload/memory/staged.hpp>

#include <array>
#include <cstddef>
#include <cstdint>

namespace natload::testing::chips {

/// Controller: sectors, sector_size; address() at which its cells are run; erase(sector); write(offset, word).
template <class Controller>
class flash_driver {
public:
    explicit flash_driver(Controller& controller) : controller_(controller) {}

    /// Whole sectors in a row: the first that are free.
    std::uintptr_t reserve(std::size_t size, std::size_t) {
        const std::size_t wanted = sectors_of(size);
        std::size_t free = 0;
        for (std::size_t sector = 0; sector < Controller::sectors; ++sector) {
            free = taken_[sector] ? 0 : free + 1;
            if (free < wanted) continue;
            const std::size_t first = sector + 1 - wanted;
            mark(first, wanted, true);
            return controller_.address() + first * Controller::sector_size;
        }
        return 0;
    }

    errc program(std::uintptr_t address, const std::uint8_t* data, std::size_t size) {
        const std::size_t at = address - controller_.address();
        for (std::size_t i = 0; i < sectors_of(size); ++i) controller_.erase(at / Controller::sector_size + i);
        for (std::size_t i = 0; i < size; i += 4) controller_.write(at + i, load<std::uint32_t>(data + i));
        return errc::none;
    }

    void give_back(std::uintptr_t address, std::size_t size) {
        mark((address - controller_.address()) / Controller::sector_size, sectors_of(size), false);
    }

    std::uint8_t* handle(std::uintptr_t address) const { return reinterpret_cast<std::uint8_t*>(address); }
    std::uintptr_t address_of(const std::uint8_t* handle) const {
        const auto address = reinterpret_cast<std::uintptr_t>(handle);
        return address - controller_.address() < Controller::sectors * Controller::sector_size ? address : 0;
    }

    std::size_t in_use() const {
        std::size_t sum = 0;
        for (const bool taken : taken_) sum += taken ? Controller::sector_size : 0;
        return sum;
    }

private:
    static std::size_t sectors_of(std::size_t size) {
        return (size + Controller::sector_size - 1) / Controller::sector_size;
    }
    void mark(std::size_t first, std::size_t count, bool taken) {
        for (std::size_t i = first; i < first + count; ++i) taken_[i] = taken;
    }

    Controller& controller_;
    std::array<bool, Controller::sectors> taken_{};
};

}  // namespace natload::testing::chips
