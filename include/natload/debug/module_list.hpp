// SPDX-License-Identifier: MIT
#pragma once

#include <natload/debug/announced.hpp>

/// Where a debugger stops to learn of a module, and to forget it: examples/faults/natload.gdb. They do nothing.
extern "C" {
[[gnu::noinline, gnu::used]] inline void natload_committed(const natload::debug::module_record* record) {
    __asm__ volatile("" ::"r"(record) : "memory");
}
[[gnu::noinline, gnu::used]] inline void natload_released(const natload::debug::module_record* record) {
    __asm__ volatile("" ::"r"(record) : "memory");
}
}

namespace natload::inline v0::debug {

/// The modules that are loaded: a hook that knows them and tells gdb. What is more than Capacity gdb alone is told of.
template <std::size_t Capacity>
class module_list {
public:
    /// A place in a module's code.
    struct place {
        const module_record* module = nullptr;  // null: in none
        std::uintptr_t offset = 0;
    };

    place find(std::uintptr_t address) const {
        for (const module_record* record : records_) {
            if (record != nullptr && address - record->code < record->code_size)
                return {record, address - record->code};
        }
        return {};
    }

    void committed(const module_record& record) {
        replace(nullptr, &record);
        natload_committed(&record);
    }
    void released(const module_record& record) {
        natload_released(&record);
        replace(&record, nullptr);
    }

private:
    void replace(const module_record* old, const module_record* by) {
        for (const module_record*& record : records_) {
            if (record != old) continue;
            record = by;
            return;
        }
    }

    const module_record* records_[Capacity] = {};
};
static_assert(hook<module_list<1>>);

}  // namespace natload::inline v0::debug
