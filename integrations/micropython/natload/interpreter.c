// SPDX-License-Identifier: MIT
// Names, constants and functions, as the interpreter has them.
#include "interpreter.h"

#include <string.h>

#include "config.h"
#include "py/emitglue.h"
#include "py/gc.h"
#include "py/objstr.h"
#include "py/objtuple.h"
#include "py/parsenum.h"
#include "py/profile.h"
#include "py/runtime.h"

#if NATLOAD_WIDE_OBJECTS
static uintptr_t word_of(mp_obj_t object) {
    mp_obj_t* const kept = m_new_obj(mp_obj_t);
    *kept = object;
    return (uintptr_t)kept;
}
static mp_obj_t object_of(uintptr_t word) { return *(mp_obj_t*)word; }

void* natload_object_table(void* data, size_t count) {
    // Behind the last one, the block where everything else is: the collector follows it too.
    mp_obj_t* const table = m_new(mp_obj_t, count + 1);
    for (size_t i = 0; i < count; ++i) table[i] = object_of(((const uintptr_t*)data)[i]);
    table[count] = (uintptr_t)data;
    return table;
}
#else
static uintptr_t word_of(mp_obj_t object) { return (uintptr_t)object; }
static mp_obj_t object_of(uintptr_t word) { return (mp_obj_t)word; }
#endif

#ifndef __OPTIMIZE_SIZE__
/// The name of a pool's that a text is, from the first to the end; 0: none.
static qstr name_among(const qstr_pool_t* pool, size_t first, size_t end, const char* text, size_t size) {
    for (size_t at = first; at < end; ++at) {
        if (pool->lengths[at] == size && pool->qstrs[at][0] == text[0] && memcmp(pool->qstrs[at], text, size) == 0) {
            return pool->total_prev_len + at;
        }
    }
    return MP_QSTRnull;
}

/// Of a pool in the order of its texts.
static qstr name_in_sorted(const qstr_pool_t* pool, const char* text, size_t size) {
    size_t first = 0;
    size_t end = pool->len;
    while (end - first > 2) {
        const size_t middle = first + (end - first) / 2;
        const char* const there = pool->qstrs[middle];
        size_t same = 0;
        while (same < size && text[same] == there[same] && there[same] != 0) ++same;
        if (same == size || (byte)text[same] <= (byte)there[same]) {
            end = middle + 1;
        } else {
            first = middle + 1;
        }
    }
    return name_among(pool, first, end, text, size);
}

/// Of a pool that is in no order: by the lengths, a byte each, as the C library looks for bytes.
static qstr name_in_unsorted(const qstr_pool_t* pool, const char* text, size_t size) {
    if (sizeof(qstr_len_t) != 1) return name_among(pool, 0, pool->len, text, size);
    const byte* const lengths = (const byte*)pool->lengths;
    const byte* const end = lengths + pool->len;
    for (const byte* at = lengths; (at = memchr(at, (int)size, (size_t)(end - at))) != NULL; ++at) {
        const size_t i = (size_t)(at - lengths);
        const qstr name = name_among(pool, i, i + 1, text, size);
        if (name != MP_QSTRnull) return name;
    }
    return MP_QSTRnull;
}

/// As qstr_find_strn, which is made to be small: among all names, or among those that are sorted, the firmware's. It
/// raises nothing.
static qstr find_name(const char* text, size_t size, bool all) {
    if (size - 1 >= 0xff) return size == 0 ? (qstr)MP_QSTR_ : qstr_find_strn(text, size);
    for (const qstr_pool_t* pool = MP_STATE_VM(last_pool); pool != NULL; pool = pool->prev) {
        if (!pool->is_sorted && !all) continue;
        const qstr name = pool->is_sorted ? name_in_sorted(pool, text, size) : name_in_unsorted(pool, text, size);
        if (name != MP_QSTRnull) return name;
    }
    return MP_QSTRnull;
}
#else
static qstr find_name(const char* text, size_t size, bool all) {
    (void)all;
    return qstr_find_strn(text, size);
}
#endif

/// Whether a number is that of a name.
static bool is_number_of(qstr name, const void* text, size_t size) {
    if (name >= QSTR_TOTAL()) return false;
    size_t known_size;
    const byte* const known = qstr_data(name, &known_size);
    return known_size == size && memcmp(known, text, size) == 0;
}

static qstr intern(const natload_session_t* session, const char* text, size_t size) {
#if MICROPY_VFS_ROM
    if (session->in_place) return qstr_from_strn_static(text, size);
#endif
    return qstr_from_strn(text, size);
}

/// Text that is verified. A string that is a name is known as that one: emitted code has names of arguments among its
/// constants, and the firmware compares some strings by identity.
static mp_obj_t text_object(const natload_session_t* session, const mp_obj_type_t* type, const void* text,
                            size_t size) {
    const qstr name = type == &mp_type_str ? find_name(text, size, true) : MP_QSTRnull;
    if (name != MP_QSTRnull) return MP_OBJ_NEW_QSTR(name);
    const mp_obj_t made = mp_obj_new_str_copy(type, session->in_place ? NULL : text, size);
    if (session->in_place) {
        mp_obj_str_t* const object = MP_OBJ_TO_PTR(made);
        object->data = text;
        object->hash = 0;  // not computed yet
    }
    return made;
}

/// The interpreter's collector knows bytecode by where it begins: it has a block of its own.
static const void* keep_bytecode(const natload_session_t* session, const void* bytecode, size_t size) {
    return session->in_place ? bytecode : memcpy(m_new(uint8_t, size), bytecode, size);
}

static uintptr_t make(const natload_session_t* session, unsigned what, const void* from, size_t size) {
    mp_obj_t made;
    switch (what) {
#if NATLOAD_MACHINE_CODE
        case MP_PERSISTENT_OBJ_FUN_TABLE: made = MP_OBJ_FROM_PTR(&mp_fun_table); break;
#endif
        case MP_PERSISTENT_OBJ_NONE: made = mp_const_none; break;
        case MP_PERSISTENT_OBJ_FALSE: made = mp_const_false; break;
        case MP_PERSISTENT_OBJ_TRUE: made = mp_const_true; break;
        case MP_PERSISTENT_OBJ_ELLIPSIS: made = MP_OBJ_FROM_PTR(&mp_const_ellipsis_obj); break;
        case MP_PERSISTENT_OBJ_STR:
        case MP_PERSISTENT_OBJ_BYTES:
            made = text_object(session, what == MP_PERSISTENT_OBJ_STR ? &mp_type_str : &mp_type_bytes, from, size);
            break;
        case MP_PERSISTENT_OBJ_INT: made = mp_parse_num_integer(from, size, 10, NULL); break;
        case MP_PERSISTENT_OBJ_FLOAT:
        case MP_PERSISTENT_OBJ_COMPLEX:
            made = mp_parse_num_float(from, size, what == MP_PERSISTENT_OBJ_COMPLEX, NULL);
            break;
        case NATLOAD_A_TUPLE: made = mp_obj_new_tuple(size, NULL); break;
        case NATLOAD_A_NAME: return intern(session, from, size);
#if NATLOAD_BARE_BYTECODE
        case NATLOAD_A_BYTECODE: return (uintptr_t)keep_bytecode(session, from, size);
#endif
        case NATLOAD_A_FUNCTION: {
            mp_raw_code_t* const code = mp_emit_glue_new_raw_code();
            if (from != NULL) {
                code->fun_data = keep_bytecode(session, from, size);
#if MICROPY_PY_SYS_SETTRACE
                mp_prof_extract_prelude(code->fun_data, &code->prelude);
#endif
            }
            return (uintptr_t)code;
        }
#if !NATLOAD_PAGES && !NATLOAD_CODE_IN_HEAP
        case NATLOAD_SOME_CODE: {
            void* code;
            size_t allocated;
            MP_PLAT_ALLOC_EXEC(size, &code, &allocated);
            (void)allocated;
            return (uintptr_t)code;
        }
#endif
#if NATLOAD_COMMITS
        case NATLOAD_A_COMMIT: return (uintptr_t)MP_PLAT_COMMIT_EXEC((void*)from, size, (void*)session);
#endif
        default: return 0;
    }
    return word_of(made);
}

uintptr_t natload_ask(natload_session_t* session, unsigned what, const void* from, size_t size) {
    nlr_buf_t nlr;
    if (nlr_push(&nlr) != 0) {
        session->raised = nlr.ret_val;
        return 0;
    }
    const uintptr_t answer = make(session, what, from, size);
    nlr_pop();
    return answer;
}

uint16_t natload_intern(natload_session_t* session, const void* text, size_t size) {
    // Names that an image was the first to have are numbered in its order: when it is loaded again, the number of one
    // is most often that behind another's.
    qstr name = session->last_name + 1;
    if (!is_number_of(name, text, size)) {
#ifndef __OPTIMIZE_SIZE__
        // New ones come in rows: then looking among the firmware's first is for nothing.
        name = session->last_was_new ? (qstr)MP_QSTRnull : find_name(text, size, false);
        if (name == MP_QSTRnull) {
            const qstr next = QSTR_TOTAL();
            name = natload_ask(session, NATLOAD_A_NAME, text, size);
            session->last_was_new = name >= next;
        }
#else
        name = natload_ask(session, NATLOAD_A_NAME, text, size);
#endif
    }
    if (name > session->last_name) session->last_name = name;
    return name <= 0xffff ? (uint16_t)name : 0;  // module tables have 16 bits
}

void natload_set_item(uintptr_t tuple, uint32_t i, uintptr_t item) {
    ((mp_obj_tuple_t*)MP_OBJ_TO_PTR(object_of(tuple)))->items[i] = object_of(item);
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

#if !NATLOAD_PAGES && !NATLOAD_CODE_IN_HEAP
void natload_free_code(void* code, size_t size) {
    (void)size;
#if NATLOAD_COMMITS
    if (gc_nbytes(code) == 0) return;  // the port's memory, which it takes back itself, at a soft reset
#endif
    MP_PLAT_FREE_EXEC(code, size);
}
#endif

/// What the port's way to commit code calls back: put in the place of the interpreter's own.
void __wrap_mp_native_relocate(void* relocation, uint8_t* text, uintptr_t run);

void __wrap_mp_native_relocate(void* relocation, uint8_t* text, uintptr_t run) {
    natload_session_t* const session = relocation;
    // What the interpreter is told is what it makes callable itself: on most chips the address, on the nRF52 that in
    // RAM.
    const uintptr_t callable = (uintptr_t)MICROPY_MAKE_POINTER_CALLABLE(text);
    session->code_known = (callable & ~(uintptr_t)1) == (run & ~(uintptr_t)1) ? text : (const void*)run;
    natload_relocate(session, run);
}
