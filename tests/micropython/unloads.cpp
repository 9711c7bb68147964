// SPDX-License-Identifier: MIT
#include "interpreter.hpp"

#include <corpus/all.hpp>

#include "programs.h"
#include "support/mappings.hpp"

namespace natload::testing {

namespace {

// What works with a module's code is in frames of its own, so that no word of it is left on the stack.

[[gnu::noinline]] void load(module_in_use& module) {
    for (const corpus_file& file : corpus::files) {
        if (static_cast<int>(file.architecture) != MPY_FEATURE_ARCH || std::string(file.name) != "emitted") continue;
        REQUIRE(module.load(file.bytes) == "");
        return;
    }
    FAIL("the corpus has nothing emitted for this machine");
}

/// Makes a function of a child of the root, as the interpreter would: a root of its own. -1: of the root.
[[gnu::noinline]] void make_function(const module_in_use& module, int child) {
    const mp_raw_code_t* code = module.compiled.rc;
    if (child >= 0) code = code->children[child];
    auto* const f = static_cast<mp_obj_fun_bc_t*>(m_malloc0(sizeof(mp_obj_fun_bc_t)));
    f->base.type = code->kind == MP_CODE_BYTECODE ? &mp_type_fun_bc : &mp_type_fun_native;
    f->context = module.compiled.context;
    f->bytecode = static_cast<const byte*>(code->fun_data);
    mp_state_ctx.vm.roots[2] = f;
}

[[gnu::noinline]] std::uintptr_t hidden_code_address(const module_in_use& module) {
    for (int child = 0;; ++child) {
        const mp_raw_code_t* const code = module.compiled.rc->children[child];
        if (code->kind != MP_CODE_BYTECODE) return ~reinterpret_cast<std::uintptr_t>(code->fun_data);
    }
}
[[gnu::noinline]] std::string rights_of(std::uintptr_t hidden) { return rights_at(~hidden); }

// The collector sees the stack from here on: what older frames have left in it does not count.
[[gnu::noinline]] bool unload(const module_in_use& module) {
    standin_stack_from(__builtin_frame_address(0));
    return natload_unload(module.compiled.context);
}
[[gnu::noinline]] std::size_t unload_unused() {
    standin_stack_from(__builtin_frame_address(0));
    return natload_unload_unused();
}
[[gnu::noinline]] bool unload_with_on_the_stack(const module_in_use& module, std::uintptr_t hidden_code) {
    volatile std::uintptr_t words[1] = {~hidden_code + 3};
    standin_stack_from(const_cast<std::uintptr_t*>(words) + 1);
    const bool unloaded = natload_unload(module.compiled.context);
    return words[0] != 0 && unloaded;
}

[[gnu::noinline]] void put_word(void** at, std::uintptr_t hidden_code) {
    *at = reinterpret_cast<void*>(~hidden_code + 1);
}

/// Only the interpreter knows what was loaded.
void forget(module_in_use& module) { module.compiled.rc = nullptr; }

[[gnu::noinline]] bool load_and_unload() {
    module_in_use module;
    load(module);
    forget(module);
    return unload(module);
}
/// What was loaded before can't be reached any more.
[[gnu::noinline]] void load_again(module_in_use& module) {
    standin_stack_from(__builtin_frame_address(0));
    load(module);
    forget(module);
}
[[gnu::noinline]] void load_and_drop() {
    module_in_use module;
    load(module);
}

}  // namespace

TEST_CASE("a module that nobody uses is unloaded: its code is unmapped, the module empty") {
    standin_reset();
    module_in_use module;
    load(module);
    const std::uintptr_t code = hidden_code_address(module);
    CHECK(rights_of(code) == "r-x");
    forget(module);
    CHECK(unload(module));
    CHECK(rights_of(code) != "r-x");
    CHECK(module.compiled.context->constants.obj_table == nullptr);
    CHECK(unload(module));
    CHECK(blocks_left() == module.empty_blocks());
}

TEST_CASE("functions keep a module: of its machine code, and of its bytecode") {
    for (const int child : {-1, 0, 1, 2, 3, 4, 5}) {
        CAPTURE(child);
        standin_reset();
        module_in_use module;
        load(module);
        make_function(module, child);
        const std::uintptr_t code = hidden_code_address(module);
        const mp_module_constants_t tables = module.compiled.context->constants;
        forget(module);
        CHECK_FALSE(unload(module));
        CHECK(rights_of(code) == "r-x");
        CHECK(module.compiled.context->constants.obj_table == tables.obj_table);
        CHECK(module.compiled.context->constants.qstr_table == tables.qstr_table);
        CHECK(gc_nbytes(tables.obj_table) != 0);
        mp_deinit();
    }
}

TEST_CASE("a function that is gone keeps nothing") {
    standin_reset();
    module_in_use module;
    load(module);
    make_function(module, 0);
    forget(module);
    CHECK_FALSE(unload(module));
    mp_state_ctx.vm.roots[2] = nullptr;
    CHECK(unload(module));
}

TEST_CASE("so does any word inside its code: on the stack, in the roots, in the heap") {
    standin_reset();
    module_in_use module;
    load(module);
    const std::uintptr_t code = hidden_code_address(module);
    forget(module);
    CHECK_FALSE(unload_with_on_the_stack(module, code));
    put_word(&mp_state_ctx.vm.roots[3], code);
    CHECK_FALSE(unload(module));
    auto** const in_the_heap = static_cast<void**>(m_malloc0(4 * sizeof(void*)));
    put_word(&in_the_heap[2], code);
    mp_state_ctx.vm.roots[3] = in_the_heap;
    CHECK_FALSE(unload(module));
    in_the_heap[2] = nullptr;
    CHECK(unload(module));
}

TEST_CASE("a thousand times, and nothing grows") {
    standin_reset();
    const std::size_t before = mappings();
    for (int i = 0; i < 1000; ++i) {
        REQUIRE(load_and_unload());
        load_and_drop();
        REQUIRE(unload_unused() == 1);
    }
    CHECK(blocks_left() == 0);
    CHECK(mappings() == before);
}

TEST_CASE("where memory ends, what nobody can reach any more is unloaded unasked") {
    standin_reset();
    module_in_use module;
    for (int i = 0; i < 1000; ++i) load_again(module);
    CHECK(unload_unused() < 999);
}

TEST_CASE("what can still be reached is not among what is unloaded unasked") {
    standin_reset();
    module_in_use module;
    load(module);
    const std::uintptr_t code = hidden_code_address(module);
    forget(module);
    CHECK(unload_unused() == 0);
    CHECK(rights_of(code) == "r-x");
    mp_deinit();
    CHECK(rights_of(code) != "r-x");
}

}  // namespace natload::testing
