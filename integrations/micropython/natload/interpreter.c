// SPDX-License-Identifier: MIT
// Names, constants and functions, as the interpreter has them. Each call that may raise is caught.
#include "interpreter.h"

#include <string.h>

#include "config.h"
#include "py/emitglue.h"
#include "py/gc.h"
#include "py/mphal.h"
#include "py/objstr.h"
#include "py/objtuple.h"
#include "py/parsenum.h"
#include "py/runtime.h"

/// Does what may raise, with up to three arguments; 0: it raised.
static uintptr_t caught(natload_session_t* session,
                        uintptr_t (*work)(const natload_session_t* session, uintptr_t a, uintptr_t b, uintptr_t c),
                        uintptr_t a, uintptr_t b, uintptr_t c) {
    nlr_buf_t nlr;
    if (nlr_push(&nlr) != 0) {
        session->raised = nlr.ret_val;
        return 0;
    }
    const uintptr_t result = work(session, a, b, c);
    nlr_pop();
    return result;
}

static uintptr_t intern(const natload_session_t* session, uintptr_t text, uintptr_t size, uintptr_t none) {
#if MICROPY_VFS_ROM
    if (session->in_place) return qstr_from_strn_static((const char*)text, size);
#endif
    return qstr_from_strn((const char*)text, size);
}

uint16_t natload_intern(natload_session_t* session, const uint8_t* text, size_t size) {
    const uintptr_t name = caught(session, intern, (uintptr_t)text, size, 0);
    return name <= 0xffff ? (uint16_t)name : 0;  // module tables have 16 bits
}

#if NATLOAD_WIDE_OBJECTS
static uintptr_t word_of(mp_obj_t object) {
    mp_obj_t* const kept = m_new_obj(mp_obj_t);
    *kept = object;
    return (uintptr_t)kept;
}
static mp_obj_t object_of(uintptr_t word) { return *(mp_obj_t*)word; }

void* natload_object_table(void* data, const uintptr_t* words, size_t count) {
    // Behind the last one, the block where everything else is: the collector follows it too.
    mp_obj_t* const table = m_new(mp_obj_t, count + 1);
    for (size_t i = 0; i < count; ++i) table[i] = object_of(words[i]);
    table[count] = (uintptr_t)data;
    return table;
}
#else
static uintptr_t word_of(mp_obj_t object) { return (uintptr_t)object; }
static mp_obj_t object_of(uintptr_t word) { return (mp_obj_t)word; }
#endif

/// Of text that stays: a string or bytes that refer to it.
static mp_obj_t text_in_place(const mp_obj_type_t* type, const uint8_t* text, size_t size) {
    if (type == &mp_type_str) {
        const qstr known = qstr_find_strn((const char*)text, size);
        if (known != MP_QSTRnull) return MP_OBJ_NEW_QSTR(known);
    }
    mp_obj_str_t* const made = m_new_obj(mp_obj_str_t);
    made->base.type = type;
    made->hash = qstr_compute_hash(text, size);
    made->len = size;
    made->data = text;
    return MP_OBJ_FROM_PTR(made);
}

static uintptr_t object(const natload_session_t* session, uintptr_t type, uintptr_t at, uintptr_t size) {
    const bool in_place = session->in_place;
    const uint8_t* const text = (const uint8_t*)at;
    const char* const chars = (const char*)at;
    switch (type) {
#if NATLOAD_MACHINE_CODE
        case MP_PERSISTENT_OBJ_FUN_TABLE: return word_of(MP_OBJ_FROM_PTR(&mp_fun_table));
#endif
        case MP_PERSISTENT_OBJ_NONE: return word_of(mp_const_none);
        case MP_PERSISTENT_OBJ_FALSE: return word_of(mp_const_false);
        case MP_PERSISTENT_OBJ_TRUE: return word_of(mp_const_true);
        case MP_PERSISTENT_OBJ_ELLIPSIS: return word_of(MP_OBJ_FROM_PTR(&mp_const_ellipsis_obj));
        case MP_PERSISTENT_OBJ_STR:
            return word_of(in_place ? text_in_place(&mp_type_str, text, size) : mp_obj_new_str(chars, size));
        case MP_PERSISTENT_OBJ_BYTES:
            if (size == 0) return word_of(mp_const_empty_bytes);
            return word_of(in_place ? text_in_place(&mp_type_bytes, text, size) : mp_obj_new_bytes(text, size));
        case MP_PERSISTENT_OBJ_INT: return word_of(mp_parse_num_integer(chars, size, 10, NULL));
        case MP_PERSISTENT_OBJ_FLOAT:
        case MP_PERSISTENT_OBJ_COMPLEX:
            return word_of(mp_parse_num_float(chars, size, type == MP_PERSISTENT_OBJ_COMPLEX, NULL));
        default: return 0;
    }
}

uintptr_t natload_object(natload_session_t* session, unsigned type, const uint8_t* text, size_t size) {
    return caught(session, object, type, (uintptr_t)text, size);
}

static uintptr_t tuple(const natload_session_t* session, uintptr_t items, uintptr_t none, uintptr_t nothing) {
    const mp_obj_t made = mp_obj_new_tuple(items, NULL);
    memset(((mp_obj_tuple_t*)MP_OBJ_TO_PTR(made))->items, 0, items * sizeof(mp_obj_t));
    return word_of(made);
}

uintptr_t natload_tuple(natload_session_t* session, uint32_t items) { return caught(session, tuple, items, 0, 0); }

void natload_set_item(uintptr_t tuple, uint32_t i, uintptr_t item) {
    ((mp_obj_tuple_t*)MP_OBJ_TO_PTR(object_of(tuple)))->items[i] = object_of(item);
}

#if !MICROPY_EMIT_INLINE_ASM
// Without its inline assembler, the interpreter can't call functions of kind 3, and runs their machine code as
// bytecode. It is given this instead, which raises "no active exception to reraise": prelude, name 0, RAISE_LAST.
static const uint8_t not_callable[] = {0x00, 0x02, 0x00, 0x64};
#endif

static uint16_t flags_of(const uint8_t* prelude) {
    MP_BC_PRELUDE_SIG_DECODE(prelude);
    (void)n_state;
    (void)n_exc_stack;
    (void)n_pos_args;
    (void)n_kwonly_args;
    (void)n_def_pos_args;
    return (uint16_t)scope_flags;
}

static void assign_bytecode(mp_raw_code_t* made, const uint8_t* code, const natload_raw_code_t* from) {
    mp_emit_glue_assign_bytecode(made, code, (mp_raw_code_t**)from->children,
#if MICROPY_PERSISTENT_CODE_SAVE
                                 from->size, from->child_count,
#endif
                                 flags_of(code));
}

static uintptr_t function(const natload_session_t* session, uintptr_t raw_code, uintptr_t none, uintptr_t nothing) {
    const natload_raw_code_t* const code = (const natload_raw_code_t*)raw_code;
    mp_raw_code_t* const made = mp_emit_glue_new_raw_code();
    const mp_raw_code_kind_t kind = (mp_raw_code_kind_t)(MP_CODE_BYTECODE + code->kind);
    if (kind == MP_CODE_BYTECODE) {
        // The interpreter's collector knows bytecode by where it begins: it has a block of its own.
        const uint8_t* at = code->code;
        if (!session->in_place) at = memcpy(m_new(uint8_t, code->size), at, code->size);
        assign_bytecode(made, at, code);
        return (uintptr_t)made;
    }
#if !MICROPY_EMIT_INLINE_ASM
    if (kind == MP_CODE_NATIVE_ASM) {
        assign_bytecode(made, not_callable, code);
        return (uintptr_t)made;
    }
#endif
#if NATLOAD_MACHINE_CODE
    const uint8_t* const at = (const uint8_t*)((uintptr_t)session->code_known + (code->address - session->code_run));
    mp_emit_glue_assign_native(made, kind, at, code->size, (mp_raw_code_t**)code->children,
#if MICROPY_PERSISTENT_CODE_SAVE
                               code->child_count, kind == MP_CODE_NATIVE_PY ? code->size - code->prelude_size : 0,
#endif
                               kind == MP_CODE_NATIVE_PY ? flags_of(code->prelude) : 0, code->arguments,
                               code->signature);
    return (uintptr_t)made;
#else
    return 0;
#endif
}

uintptr_t natload_function(natload_session_t* session, const natload_raw_code_t* code) {
    return caught(session, function, (uintptr_t)code, 0, 0);
}

uint8_t* natload_allocate(size_t size) { return m_malloc_maybe(size); }

void natload_free(void* block, size_t size) {
#if MICROPY_MALLOC_USES_ALLOCATED_SIZE
    m_free(block, size);
#else
    (void)size;
    m_free(block);
#endif
}

static uintptr_t allocate_code(const natload_session_t* session, uintptr_t size, uintptr_t none, uintptr_t nothing) {
    void* code;
    size_t allocated;
    MP_PLAT_ALLOC_EXEC(size, &code, &allocated);
    (void)allocated;
    return (uintptr_t)code;
}

uint8_t* natload_allocate_code(natload_session_t* session, size_t size) {
    return (uint8_t*)caught(session, allocate_code, size, 0, 0);
}

void natload_free_code(void* code, size_t size) {
    (void)size;
#ifdef MP_PLAT_COMMIT_EXEC
    if (gc_nbytes(code) == 0) return;  // the port's memory, which it takes back itself, at a soft reset
#endif
    MP_PLAT_FREE_EXEC(code, size);
}

/// What the port's way to commit code calls back, where it has one: put in the place of the interpreter's own.
void __wrap_mp_native_relocate(void* relocation, uint8_t* text, uintptr_t run);

void __wrap_mp_native_relocate(void* relocation, uint8_t* text, uintptr_t run) {
    natload_session_t* const session = relocation;
    // What the interpreter is told is what it makes callable itself: on most chips the address, on the nRF52 that in
    // RAM.
    const uintptr_t callable = (uintptr_t)MICROPY_MAKE_POINTER_CALLABLE(text);
    session->code_known = (callable & ~(uintptr_t)1) == (run & ~(uintptr_t)1) ? text : (const void*)run;
    natload_relocate(session, run);
}

static uintptr_t commit(const natload_session_t* same, uintptr_t code, uintptr_t size, uintptr_t session) {
#ifdef MP_PLAT_COMMIT_EXEC
    return (uintptr_t)MP_PLAT_COMMIT_EXEC((void*)code, size, (void*)session);
#else
    (void)size;
    __wrap_mp_native_relocate((void*)session, (uint8_t*)code, code);
    return code;
#endif
}

void* natload_commit_code(natload_session_t* session, void* code, size_t size) {
    return (void*)caught(session, commit, (uintptr_t)code, size, (uintptr_t)session);
}

void natload_synchronize(uintptr_t address, size_t size) {
    (void)address;
    (void)size;
#ifdef MP_HAL_CLEAN_DCACHE
    MP_HAL_CLEAN_DCACHE(address, size);
#endif
#if defined(__ICACHE_PRESENT) && __ICACHE_PRESENT == 1 && (defined(__thumb__) || defined(__thumb2__))
    SCB_InvalidateICache();
#endif
}
