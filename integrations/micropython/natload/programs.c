// SPDX-License-Identifier: MIT
#include "programs.h"

#include <stddef.h>
#include <string.h>

#include "config.h"
#include "py/gc.h"
#include "py/mphal.h"
#include "py/objfun.h"
#include "py/runtime.h"

typedef struct natload_program {
    struct natload_program* next;
    void* code;
    uint32_t code_size;
#if NATLOAD_UNLOADS
    void* data;
    uint32_t data_size;
    bool in_question;  // whether it is being unloaded,
    bool used;         // and whether something refers to it
#endif
} natload_program_t;

MP_REGISTER_ROOT_POINTER(struct natload_program* natload_programs);

// Threads run side by side where they share no lock, while one of them collects too. Then the list and what is hidden
// are changed with this lock held; who holds it calls nothing that waits for the collector.
#if MICROPY_PY_THREAD && !MICROPY_PY_THREAD_GIL
#define NATLOAD_LOCK() const mp_uint_t natload_locked = MICROPY_BEGIN_ATOMIC_SECTION()
#define NATLOAD_UNLOCK() MICROPY_END_ATOMIC_SECTION(natload_locked)
#else
#define NATLOAD_LOCK()
#define NATLOAD_UNLOCK()
#endif

void natload_remember(const natload_session_t* program) {
#if NATLOAD_CODE_IN_HEAP
    natload_program_t* const kept = m_new(natload_program_t, 1);  // if this raises, the collector has the code
#else
    natload_program_t* const kept = (natload_program_t*)natload_allocate(sizeof(natload_program_t));
    if (kept == NULL) {
        natload_release_code(program->code, program->code_size);
        mp_raise_type(&mp_type_MemoryError);
    }
#endif
    kept->code = program->code;
    kept->code_size = program->code_size;
#if NATLOAD_UNLOADS
    kept->data = program->data;
    kept->data_size = program->data_size;
    kept->in_question = false;
#endif
    NATLOAD_LOCK();
    kept->next = MP_STATE_VM(natload_programs);
    MP_STATE_VM(natload_programs) = kept;
    NATLOAD_UNLOCK();
#if MICROPY_PY_THREAD && !MICROPY_PY_THREAD_GIL && MICROPY_ENABLE_GC
    gc_nbytes(kept);  // waits for a collector that has seen the list before: it finds the program on this stack
#endif
}

void __real_mp_deinit(void);
void __wrap_mp_deinit(void);

/// The end of an interpreter's life, a soft reset or the last: code goes back, what was loaded is forgotten.
void __wrap_mp_deinit(void) {
#if !NATLOAD_CODE_IN_HEAP
    for (natload_program_t* each = MP_STATE_VM(natload_programs); each != NULL; each = each->next) {
        natload_release_code(each->code, each->code_size);
    }
#endif
    MP_STATE_VM(natload_programs) = NULL;
    __real_mp_deinit();
}

#if NATLOAD_UNLOADS

// Unloading. The programs in question are hidden from the collector while it marks: what is marked nevertheless, or
// refers to them from what is marked, says that they are in use. That is told before it sweeps, when they are shown
// again: so finalisers find everything as it was, and what is in use is kept.

/// What is hidden. The collector does not look here: it is not among the interpreter's roots.
static struct {
    bool active;
    natload_program_t* programs;
    // Of one module: what holds its tables and its functions.
    mp_module_context_t* module;
    mp_module_constants_t constants;
    mp_map_t globals;
} hidden;

void __real_gc_collect_root(void** words, size_t count);
void __real_gc_collect_end(void);
void __wrap_gc_collect_root(void** words, size_t count);
void __wrap_gc_collect_end(void);

static bool is_in(const void* word, const void* block, uint32_t size) {
    return (uintptr_t)word - (uintptr_t)block < size;
}

/// Notes which programs words refer to. Stacks are read whole, as sanitizers would not have it.
__attribute__((no_sanitize_address)) static void look_at(void** words, size_t count) {
    for (size_t i = 0; i < count; ++i) {
        for (natload_program_t* each = hidden.programs; each != NULL; each = each->next) {
            each->used = each->used || is_in(words[i], each->code, each->code_size) ||
                         is_in(words[i], each->data, each->data_size);
        }
    }
}

void __wrap_gc_collect_root(void** words, size_t count) {
    if (hidden.active) look_at(words, count);
    __real_gc_collect_root(words, count);
}

static bool is_function_of(const void* block, const mp_module_context_t* module) {
    const mp_obj_fun_bc_t* const function = block;
    const mp_obj_type_t* const type = function->base.type;
    return module != NULL && function->context == module &&
           (type == &mp_type_fun_bc || type == &mp_type_gen_wrap
#if MICROPY_ENABLE_NATIVE_CODE
            || type == &mp_type_fun_native || type == &mp_type_fun_viper || type == &mp_type_native_gen_wrap
#endif
           );
}

static void look_at_block(void** words, size_t count) {
    look_at(words, count);
    for (natload_program_t* each = hidden.programs; each != NULL; each = each->next) {
        each->used = each->used || words == each->data || words == each->code || each->data == NULL ||
                     is_function_of(words, hidden.module);
    }
}

static void mark_again(void** words, size_t count) { __real_gc_collect_root(words, count); }

// The collector's table of blocks has two bits each.
enum { block_tail = 2, block_marked = 3 };

static unsigned kind_of(const mp_state_mem_area_t* area, size_t block) {
    return area->gc_alloc_table_start[block / 4] >> 2 * (block & 3) & 3;
}

static const mp_state_mem_area_t* next_area(const mp_state_mem_area_t* area) {
#if MICROPY_GC_SPLIT_HEAP
    return area->next;
#else
    (void)area;
    return NULL;
#endif
}

static void each_marked(void (*visit)(void** words, size_t count)) {
    for (const mp_state_mem_area_t* area = &MP_STATE_MEM(area); area != NULL; area = next_area(area)) {
        const size_t blocks = area->gc_alloc_table_byte_len * 4;
        for (size_t first = 0; first < blocks; ++first) {
            if (kind_of(area, first) != block_marked) continue;
            size_t end = first + 1;
            while (end < blocks && kind_of(area, end) == block_tail) ++end;
            visit((void**)(void*)(area->gc_pool_start + first * MICROPY_BYTES_PER_GC_BLOCK),
                  (end - first) * (MICROPY_BYTES_PER_GC_BLOCK / sizeof(void*)));
        }
    }
}

/// What the collector has marked in gc_collect_start, where nobody else sees it.
static void look_at_roots(void) {
    const size_t first = offsetof(mp_state_ctx_t, thread.dict_locals);
    const size_t end = offsetof(mp_state_ctx_t, vm.qstr_last_chunk);
    look_at((void**)(void*)((byte*)&mp_state_ctx + first), (end - first) / sizeof(void*));
#if MICROPY_ENABLE_PYSTACK
    look_at((void**)(void*)MP_STATE_THREAD(pystack_start),
            (size_t)(MP_STATE_THREAD(pystack_cur) - MP_STATE_THREAD(pystack_start)) / sizeof(void*));
#endif
}

/// Shows the collector what was hidden, before it sweeps: all programs; what a module holds only if it is in use.
static void show(void) {
    bool used = false;
    while (hidden.programs != NULL) {
        natload_program_t* const each = hidden.programs;
        used = used || each->used;
        hidden.programs = each->next;
        each->next = MP_STATE_VM(natload_programs);
        MP_STATE_VM(natload_programs) = each;
        void* word = each;
        __real_gc_collect_root(&word, 1);
    }
    if (hidden.module != NULL) {
        hidden.module->constants = hidden.constants;
        hidden.module->module.globals->map = hidden.globals;
        if (used) {
            void* table = hidden.globals.table;
            __real_gc_collect_root(&table, 1);
        }
    }
}

void __wrap_gc_collect_end(void) {
    NATLOAD_LOCK();
    if (hidden.active) {
        while (MP_STATE_MEM(gc_stack_overflow)) {
            MP_STATE_MEM(gc_stack_overflow) = 0;
            each_marked(mark_again);
        }
        look_at_roots();
        each_marked(look_at_block);
        show();
        hidden.active = false;
    }
    NATLOAD_UNLOCK();
    __real_gc_collect_end();
}

/// Clears the stack where earlier calls have left words that nobody reads any more.
__attribute__((noinline)) static void scrub_stack(void) {
    void* volatile words[128];
    for (size_t i = 0; i < MP_ARRAY_SIZE(words); ++i) words[i] = NULL;
}

// What calls this has itself no word of a program's in its frame.
__attribute__((noinline)) static void collect(void) {
    scrub_stack();
    gc_collect();
}

/// Hides programs: the one with this data, or all. With the lock held. Until the collector shows them again.
static void hide(const void* data, bool all) {
    memset(&hidden, 0, sizeof(hidden));
    hidden.active = true;
    for (natload_program_t** at = (natload_program_t**)&MP_STATE_VM(natload_programs); *at != NULL;) {
        natload_program_t* const each = *at;
        if (!all && each->data != data) {
            at = &each->next;
            continue;
        }
        *at = each->next;
        each->next = hidden.programs;
        each->in_question = true;
        each->used = false;
        hidden.programs = each;
    }
}

/// Takes the programs off the list of which the collector has found that nobody uses them.
static natload_program_t* take_unused(void) {
    natload_program_t* unused = NULL;
    NATLOAD_LOCK();
    for (natload_program_t** at = (natload_program_t**)&MP_STATE_VM(natload_programs); *at != NULL;) {
        natload_program_t* const each = *at;
        if (each->in_question && !each->used) {
            *at = each->next;
            each->next = unused;
            unused = each;
        } else {
            each->in_question = false;
            at = &each->next;
        }
    }
    NATLOAD_UNLOCK();
    return unused;
}

/// Frees what nobody uses; returns how many programs that were.
static size_t free_unused(void) {
    size_t freed = 0;
    for (natload_program_t* each = take_unused(); each != NULL; ++freed) {
        natload_program_t* const next = each->next;
        natload_release_code(each->code, each->code_size);
        natload_free(each->data, each->data_size);
        natload_free(each, sizeof(*each));
        each = next;
    }
    return freed;
}

/// Hides all programs. False: another thread is at it.
__attribute__((noinline)) static bool hide_all(void) {
    NATLOAD_LOCK();
    const bool mine = !hidden.active;
    if (mine) hide(NULL, true);
    NATLOAD_UNLOCK();
    return mine;
}

size_t natload_unload_unused(void) {
    if (!hide_all()) return 0;
    collect();
    return free_unused();
}

static void empty(mp_module_context_t* module) {
    memset(&module->constants, 0, sizeof(module->constants));
    mp_map_init(&module->module.globals->map, 0);
}

static void forget_import(const mp_module_context_t* module) {
    mp_map_t* const imported = &MP_STATE_VM(mp_loaded_modules_dict).map;
    for (size_t i = 0; i < imported->alloc; ++i) {
        if (!mp_map_slot_is_filled(imported, i) || imported->table[i].value != MP_OBJ_FROM_PTR(module)) continue;
        mp_map_lookup(imported, imported->table[i].key, MP_MAP_LOOKUP_REMOVE_IF_FOUND);
        return;
    }
}

typedef enum { natload_busy, natload_no_program, natload_hidden } natload_hiding_t;

/// Hides a module's program, its tables and its functions. Busy: another thread is at it.
__attribute__((noinline)) static natload_hiding_t hide_module(mp_module_context_t* module) {
    natload_hiding_t answer = natload_busy;
    NATLOAD_LOCK();
    if (!hidden.active) {
        hide(module->constants.obj_table, false);
        hidden.active = hidden.programs != NULL;
        answer = hidden.active ? natload_hidden : natload_no_program;
        if (hidden.active) {
            hidden.constants = module->constants;
            hidden.globals = module->module.globals->map;
            hidden.module = module;
            empty(module);
        }
    }
    NATLOAD_UNLOCK();
    return answer;
}

bool natload_unload(mp_module_context_t* module) {
    const natload_hiding_t hiding = module->constants.obj_table == NULL ? natload_no_program : hide_module(module);
    if (hiding == natload_busy) return false;
    if (hiding == natload_hidden) {
        collect();
        if (free_unused() == 0) return false;
        empty(module);
    }
    forget_import(module);
    return true;
}

#endif
