// SPDX-License-Identifier: MIT
// Loading .mpy images into the interpreter that stands in.
#pragma once

#include <doctest/doctest.h>

#include <cstdint>
#include <cstdio>
#include <span>
#include <string>

#include "control.h"
#include "natload.h"
#include "standin.h"

namespace natload::testing {

/// What was raised, as Python prints it; empty: nothing.
template <class F>
std::string raised_by(F&& work) {
    const standin_exception* const raised = standin_catch([](void* f) { (*static_cast<F*>(f))(); }, &work);
    if (raised == nullptr) return "";
    return std::string(raised->type) + (raised->text[0] != 0 ? ": " : "") + raised->text;
}

/// A module that is loaded into; among the interpreter's roots until it is dropped.
struct module_in_use {
    mp_compiled_module_t compiled{};

    module_in_use() {
        auto* const context = static_cast<mp_module_context_t*>(m_malloc0(sizeof(mp_module_context_t)));
        mp_state_ctx.vm.roots[0] = context;
        context->module.base.type = &mp_type_module;
        context->module.globals = static_cast<mp_obj_dict_t*>(m_malloc0(sizeof(mp_obj_dict_t)));
        compiled.context = context;
    }
    module_in_use(const module_in_use&) = delete;
    ~module_in_use() { mp_state_ctx.vm.roots[0] = nullptr; }
    /// Blocks of a module that nothing was loaded into.
    std::size_t empty_blocks() const {
        return (gc_nbytes(compiled.context) + gc_nbytes(compiled.context->module.globals)) / MICROPY_BYTES_PER_GC_BLOCK;
    }
    void keep_code() { mp_state_ctx.vm.roots[1] = const_cast<mp_raw_code_t*>(compiled.rc); }

    std::string load(std::span<const std::uint8_t> image) {
        return raised_by([&] { mp_raw_code_load_mem(image.data(), image.size(), &compiled); });
    }
};

/// Collects, with the interpreter's roots and nothing else, and says how many blocks are left.
inline std::size_t blocks_left() {
    gc_collect_start();
    gc_collect_end();
    return standin_blocks_in_use();
}

/// Executable mappings of this process, those of programs and libraries among them.
inline std::size_t mappings() {
    std::FILE* const maps = std::fopen("/proc/self/maps", "r");
    std::size_t executable = 0;
    char line[512];
    while (maps != nullptr && std::fgets(line, sizeof line, maps) != nullptr) {
        executable += std::string(line).find("r-xp") != std::string::npos;
    }
    if (maps != nullptr) std::fclose(maps);
    return executable;
}

}  // namespace natload::testing
