// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>

#include <natload/core/bytes.hpp>
#include <natload/core/result.hpp>
#include <natload/load/module.hpp>

namespace natload::inline v0::debug {

/// Where a loaded module is: its name, the address where its code runs, that of its data, and their sizes in bytes.
struct module_record {
    const char* name = nullptr;
    std::uintptr_t code = 0;
    std::uintptr_t data = 0;  // rodata, then bss
    std::uint32_t code_size = 0;
    std::uint32_t data_size = 0;
};

/// Whom modules are announced to: a list, a debugger, a log.
///
/// Required:
///   committed(record)   a module was committed; nobody has its entry yet. The record stays where it is until
///   released(record)    it is about to be released
template <class H>
concept hook = requires(H& h, const module_record& record) {
    h.committed(record);
    h.released(record);
};

/// A module that a hook knows of. Owns it as module does; not moved, as the hook has the address of its record.
template <class Loader, hook Hook>
class announced {
public:
    announced() = default;
    announced(const announced&) = delete;
    announced& operator=(const announced&) = delete;
    ~announced() { release(); }

    /// Loads an image by the loader, in place of what was there. `name` outlives the module. Errors: those of the
    /// loader.
    template <class Image>
    error load(Loader& loader, Hook& hook, const Image& image, const char* name) {
        release();
        auto loaded = loader.load(image);
        if (!loaded) return loaded.error();
        module_ = *static_cast<decltype(loaded)&&>(loaded);
        hook_ = &hook;
        const auto run = module_.entry_address() & ~std::uintptr_t{Loader::arch::code_alignment - 1};
        record_ = {name, run, reinterpret_cast<std::uintptr_t>(module_.data().data()),
                   static_cast<std::uint32_t>(module_.code().size()),
                   static_cast<std::uint32_t>(module_.data().size())};
        hook_->committed(record_);
        return {};
    }

    explicit operator bool() const { return static_cast<bool>(module_); }
    const module<Loader>* operator->() const { return &module_; }
    const module_record& record() const { return record_; }

    void release() {
        if (!module_) return;
        hook_->released(record_);
        module_.release();
    }

private:
    module<Loader> module_;
    Hook* hook_ = nullptr;
    module_record record_;
};

}  // namespace natload::inline v0::debug
