// SPDX-License-Identifier: MIT
// Stands in for MicroPython's headers: declares what the integration uses of them, and no more. Behind it is an
// interpreter that makes objects and collects garbage, and runs nothing (standin.c). Options are as in MicroPython.
#pragma once

#include <alloca.h>
#include <setjmp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Options

#ifndef MICROPY_PERSISTENT_CODE_LOAD_NATIVE
#define MICROPY_PERSISTENT_CODE_LOAD_NATIVE 1
#endif
#ifndef MICROPY_ENABLE_NATIVE_CODE
#define MICROPY_ENABLE_NATIVE_CODE 1
#endif
#ifndef MICROPY_EMIT_INLINE_ASM
#define MICROPY_EMIT_INLINE_ASM 1
#endif
#ifndef MICROPY_PERSISTENT_CODE_SAVE
#define MICROPY_PERSISTENT_CODE_SAVE 0
#endif
#ifndef MICROPY_VFS
#define MICROPY_VFS 1
#endif
#ifndef MICROPY_VFS_ROM
#define MICROPY_VFS_ROM 1
#endif
#ifndef MICROPY_MODULE_FROZEN_MPY
#define MICROPY_MODULE_FROZEN_MPY 0
#endif
#ifndef MICROPY_PERSISTENT_CODE_TRACK_FUN_DATA
#define MICROPY_PERSISTENT_CODE_TRACK_FUN_DATA 0
#endif
#ifndef MICROPY_ENABLE_GC
#define MICROPY_ENABLE_GC 1
#endif
#define MICROPY_PERSISTENT_CODE_LOAD 1
#define MICROPY_HAS_FILE_READER 1
#define MICROPY_EMIT_NATIVE_PRELUDE_SEPARATE_FROM_MACHINE_CODE 0
#define MICROPY_ERROR_REPORTING_TERSE 1
#define MICROPY_ERROR_REPORTING 2
#define MICROPY_OBJ_REPR_D 3
#ifndef MICROPY_OBJ_REPR
#define MICROPY_OBJ_REPR 0
#endif
#define MICROPY_GC_SPLIT_HEAP 0
#define MICROPY_ENABLE_PYSTACK 0
#define MICROPY_BYTES_PER_GC_BLOCK 32
#define MICROPY_MALLOC_USES_ALLOCATED_SIZE 0
#define MICROPY_MODULE_DICT_SIZE 1
#define MICROPY_MAKE_POINTER_CALLABLE(p) (p)
#define MICROPY_BEGIN_ATOMIC_SECTION() (0)
#define MICROPY_END_ATOMIC_SECTION(state) ((void)(state))

#if defined(__x86_64__)
#define MPY_FEATURE_ARCH 2
#else
#define MPY_FEATURE_ARCH 1
#endif
#define MPY_SUB_VERSION 3
#define MPY_FEATURE_ARCH_FLAGS 0x40
#define MP_SMALL_INT_BITS 31

#ifdef __cplusplus
extern "C" {
#else
#define MP_NORETURN __attribute__((noreturn))
#endif

typedef unsigned char byte;
typedef uintptr_t mp_uint_t;
typedef intptr_t mp_int_t;
typedef size_t qstr;
typedef uint16_t qstr_short_t;

// Objects

#if MICROPY_OBJ_REPR == MICROPY_OBJ_REPR_D
typedef uint64_t mp_obj_t;
#define MP_OBJ_FROM_PTR(p) ((mp_obj_t)(uintptr_t)(p))
#define MP_OBJ_TO_PTR(o) ((void*)(uintptr_t)(o))
#else
typedef void* mp_obj_t;
#define MP_OBJ_FROM_PTR(p) ((mp_obj_t)(p))
#define MP_OBJ_TO_PTR(o) ((void*)(o))
#endif
#define MP_OBJ_NULL MP_OBJ_FROM_PTR(0)
#define MP_OBJ_NEW_QSTR(q) MP_OBJ_FROM_PTR((uintptr_t)(q) << 3 | 2)
#define MP_ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

typedef struct {
    const char* name;
} mp_obj_type_t;
typedef struct {
    const mp_obj_type_t* type;
} mp_obj_base_t;

typedef struct {
    mp_obj_t key;
    mp_obj_t value;
} mp_map_elem_t;
typedef struct {
    const void* key;
    const void* value;
} mp_rom_map_elem_t;
typedef struct {
    size_t all_keys_are_qstrs : 1;
    size_t is_fixed : 1;
    size_t is_ordered : 1;
    size_t used : 8 * sizeof(size_t) - 3;
    size_t alloc;
    mp_map_elem_t* table;
} mp_map_t;
typedef struct {
    mp_obj_base_t base;
    mp_map_t map;
} mp_obj_dict_t;
typedef struct {
    mp_obj_base_t base;
    mp_obj_dict_t* globals;
} mp_obj_module_t;
typedef struct {
    qstr_short_t* qstr_table;
    mp_obj_t* obj_table;
} mp_module_constants_t;
typedef struct {
    mp_obj_module_t module;
    mp_module_constants_t constants;
} mp_module_context_t;
typedef struct {
    mp_obj_base_t base;
    size_t len;
    mp_obj_t items[];
} mp_obj_tuple_t;
typedef struct {
    mp_obj_base_t base;
    size_t hash;
    size_t len;
    const byte* data;
} mp_obj_str_t;

typedef enum {
    MP_CODE_UNUSED,
    MP_CODE_RESERVED,
    MP_CODE_BYTECODE,
    MP_CODE_NATIVE_PY,
    MP_CODE_NATIVE_VIPER,
    MP_CODE_NATIVE_ASM,
} mp_raw_code_kind_t;
typedef struct mp_raw_code {
    byte proto_fun_indicator[2];
    byte kind;
    bool is_generator;
    const void* fun_data;
    struct mp_raw_code** children;
#if MICROPY_PERSISTENT_CODE_SAVE
    uint32_t fun_data_len;
    uint16_t n_children;
    uint16_t prelude_offset;
#endif
#if MICROPY_EMIT_INLINE_ASM
    uint32_t asm_n_pos_args : 8;
    uint32_t asm_type_sig : 24;
#endif
} mp_raw_code_t;
typedef struct {
    mp_obj_base_t base;
    const mp_module_context_t* context;
    mp_raw_code_t* const* child_table;
    const byte* bytecode;
} mp_obj_fun_bc_t;
typedef struct {
    mp_module_context_t* context;
    const mp_raw_code_t* rc;
#if MICROPY_PERSISTENT_CODE_SAVE
    bool has_native;
    size_t n_qstr;
    size_t n_obj;
    size_t arch_flags;
#endif
} mp_compiled_module_t;
enum {
    MP_PERSISTENT_OBJ_FUN_TABLE,
    MP_PERSISTENT_OBJ_NONE,
    MP_PERSISTENT_OBJ_FALSE,
    MP_PERSISTENT_OBJ_TRUE,
    MP_PERSISTENT_OBJ_ELLIPSIS,
    MP_PERSISTENT_OBJ_STR,
    MP_PERSISTENT_OBJ_BYTES,
    MP_PERSISTENT_OBJ_INT,
    MP_PERSISTENT_OBJ_FLOAT,
    MP_PERSISTENT_OBJ_COMPLEX,
    MP_PERSISTENT_OBJ_TUPLE,
};

extern const mp_obj_type_t mp_type_str, mp_type_bytes, mp_type_tuple, mp_type_dict, mp_type_module, mp_type_fun_bc,
    mp_type_gen_wrap, mp_type_fun_native, mp_type_fun_viper, mp_type_native_gen_wrap, mp_type_ValueError,
    mp_type_MemoryError, mp_type_OSError, mp_type_TypeError, mp_type_int;
extern const mp_obj_base_t mp_none_stand_in, mp_false_stand_in, mp_true_stand_in, mp_const_ellipsis_obj,
    mp_empty_bytes_stand_in;
#define mp_const_none MP_OBJ_FROM_PTR(&mp_none_stand_in)
#define mp_const_false MP_OBJ_FROM_PTR(&mp_false_stand_in)
#define mp_const_true MP_OBJ_FROM_PTR(&mp_true_stand_in)
#define mp_const_empty_bytes MP_OBJ_FROM_PTR(&mp_empty_bytes_stand_in)
extern const mp_map_t mp_const_empty_map;
typedef struct {
    uintptr_t words[87];
} mp_fun_table_t;
extern const mp_fun_table_t mp_fun_table;

/// Names that follow each other's numbers.
typedef uint8_t qstr_len_t;
typedef struct qstr_pool {
    const struct qstr_pool* prev;
    size_t total_prev_len;  // the number of the first
    bool is_sorted;
    size_t len;
    const qstr_len_t* lengths;
    const char* const* qstrs;
} qstr_pool_t;

// The heap, its collector, and what lives as long as the interpreter

typedef struct {
    byte* gc_alloc_table_start;
    size_t gc_alloc_table_byte_len;
    byte* gc_pool_start;
} mp_state_mem_area_t;
typedef struct {
    struct {
        void* dict_locals;
    } thread;
    struct {
        void* roots[4];
        struct natload_program* natload_programs;
        mp_obj_dict_t mp_loaded_modules_dict;
        void* qstr_last_chunk;  // the roots end here
        const qstr_pool_t* last_pool;
    } vm;
    struct {
        mp_state_mem_area_t area;
        int gc_stack_overflow;
    } mem;
} mp_state_ctx_t;
extern mp_state_ctx_t mp_state_ctx;
#define MP_STATE_MEM(x) (mp_state_ctx.mem.x)
#define MP_STATE_VM(x) (mp_state_ctx.vm.x)
#define MP_REGISTER_ROOT_POINTER(declaration) extern int declared_in_standin_h

void gc_collect(void);
void gc_collect_start(void);
void gc_collect_root(void** words, size_t count);
void gc_collect_end(void);
size_t gc_nbytes(const void* block);
void* m_malloc(size_t size);
void* m_malloc_maybe(size_t size);
void* m_malloc0(size_t size);
void m_free(void* block);
#define m_new(type, count) ((type*)m_malloc(sizeof(type) * (count)))
#define m_new0(type, count) ((type*)m_malloc0(sizeof(type) * (count)))
#define m_new_obj(type) m_new(type, 1)
void* m_realloc(void* block, size_t size);
#define m_renew(type, block, before, count) ((type*)m_realloc((block), sizeof(type) * (count)))
#define m_del(type, block, count) m_free(block)

#define MP_PLAT_FREE_EXEC(code, size) m_free(code)
#define MP_PLAT_ALLOC_EXEC(size, code, allocated) \
    do {                                          \
        *(code) = m_malloc(size);                 \
        *(allocated) = (size);                    \
    } while (0)
#ifdef STANDIN_COMMITS
/// As ports do whose heap is not executable: copies code to where it runs.
#define MP_PLAT_COMMIT_EXEC(code, size, relocation) standin_commit(code, size, relocation)
void* standin_commit(void* code, size_t size, void* relocation);
#endif

#define MP_QSTRnull 0
enum {
    MP_QSTR_ = 1,
    MP_QSTR___name__ = 166,  // from here on sorted
    MP_QSTR_code,
    MP_QSTR_data,
    MP_QSTR_identity,
    MP_QSTR_load,
    MP_QSTR_names,
    MP_QSTR_natload,
    MP_QSTR_objects,
    MP_QSTR_plan,
    MP_QSTR_rb,
    MP_QSTR_unload,
    MP_QSTR_verify,
    MP_QSTRnumber_of,
};

#ifndef __cplusplus

// Jumps

typedef struct nlr_jump_callback_node {
    struct nlr_jump_callback_node* prev;
    void (*call)(void* node);
} nlr_jump_callback_node_t;
typedef struct nlr_buf {
    struct nlr_buf* prev;
    nlr_jump_callback_node_t* callbacks;
    void* ret_val;
    jmp_buf jump;
} nlr_buf_t;
extern nlr_buf_t* nlr_top;
extern nlr_jump_callback_node_t* nlr_callbacks;
#define nlr_push(buffer) \
    ((buffer)->prev = nlr_top, (buffer)->callbacks = nlr_callbacks, nlr_top = (buffer), setjmp((buffer)->jump))
void nlr_pop(void);
MP_NORETURN void nlr_jump(void* value);
MP_NORETURN void nlr_raise(mp_obj_t exception);

typedef struct {
    nlr_jump_callback_node_t callback;
    mp_obj_dict_t* globals;
    mp_obj_dict_t* locals;
} nlr_jump_callback_node_globals_locals_t;
void nlr_push_jump_callback(nlr_jump_callback_node_t* node, void (*call)(void*));
void nlr_pop_jump_callback(bool run);
void mp_globals_locals_set_from_nlr_jump_callback(void* node);
typedef struct {
    nlr_jump_callback_node_t callback;
    void (*func)(void* argument);
    void* arg;
} nlr_jump_callback_node_call_function_1_t;
#define MP_DEFINE_NLR_JUMP_CALLBACK_FUNCTION_1(node, function, argument) \
    nlr_jump_callback_node_call_function_1_t node = {.func = (function), .arg = (argument)}
void mp_call_function_1_from_nlr_jump_callback(void* node);

#define MP_ERROR_TEXT(text) (text)
MP_NORETURN void mp_raise_type(const mp_obj_type_t* type);
MP_NORETURN void mp_raise_ValueError(const char* text);
MP_NORETURN void mp_raise_TypeError(const char* text);
MP_NORETURN void mp_raise_OSError(int number);
MP_NORETURN void mp_raise_msg_varg(const mp_obj_type_t* type, const char* format, ...);

// Making objects

size_t QSTR_TOTAL(void);
qstr qstr_find_strn(const char* text, size_t size);
const byte* qstr_data(qstr name, size_t* size);
qstr qstr_from_strn(const char* text, size_t size);
qstr qstr_from_strn_static(const char* text, size_t size);
size_t qstr_compute_hash(const byte* text, size_t size);

mp_obj_t mp_obj_new_str(const char* text, size_t size);
mp_obj_t mp_obj_new_str_copy(const mp_obj_type_t* type, const byte* text, size_t size);
mp_obj_t mp_obj_new_tuple(size_t count, const mp_obj_t* items);
mp_obj_t mp_obj_new_dict(size_t count);
mp_obj_t mp_obj_dict_store(mp_obj_t dict, mp_obj_t key, mp_obj_t value);
mp_obj_t mp_obj_new_int_from_uint(mp_uint_t value);
mp_obj_t mp_obj_new_exception_args(const mp_obj_type_t* type, size_t count, const mp_obj_t* arguments);
mp_obj_t mp_parse_num_integer(const char* text, size_t size, int base, void* lexer);
mp_obj_t mp_parse_num_float(const char* text, size_t size, bool imaginary, void* lexer);
void mp_map_init(mp_map_t* map, size_t count);
bool mp_map_slot_is_filled(const mp_map_t* map, size_t i);
typedef enum { MP_MAP_LOOKUP_REMOVE_IF_FOUND } mp_map_lookup_kind_t;
mp_map_elem_t* mp_map_lookup(mp_map_t* map, mp_obj_t key, mp_map_lookup_kind_t kind);

mp_raw_code_t* mp_emit_glue_new_raw_code(void);
mp_obj_t mp_make_function_from_proto_fun(const void* code, const mp_module_context_t* context,
                                         const mp_obj_t* defaults);
mp_obj_t mp_call_function_0(mp_obj_t function);
mp_obj_dict_t* mp_globals_get(void);
mp_obj_dict_t* mp_locals_get(void);
void mp_globals_set(mp_obj_dict_t* globals);
void mp_locals_set(mp_obj_dict_t* locals);

// Modules of the firmware's own

typedef struct {
    mp_obj_base_t base;
    const void* function;
} standin_function_t;
#define MP_ROM_QSTR(q) ((const void*)((uintptr_t)(q) << 3 | 2))
#define MP_ROM_PTR(p) (p)
#define MP_DEFINE_CONST_FUN_OBJ_0(name, function) \
    const standin_function_t name = {{&mp_type_fun_bc}, (const void*)(function)}
#define MP_DEFINE_CONST_FUN_OBJ_1(name, function) MP_DEFINE_CONST_FUN_OBJ_0(name, function)
#define MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(name, least, most, function) MP_DEFINE_CONST_FUN_OBJ_0(name, function)
#define MP_DEFINE_CONST_DICT(name, entries) \
    const mp_obj_dict_t name = {            \
        {&mp_type_dict},                    \
        {1, 1, 1, MP_ARRAY_SIZE(entries), MP_ARRAY_SIZE(entries), (mp_map_elem_t*)(uintptr_t)(entries)}}
#define MP_REGISTER_MODULE(name, module) extern int declared_in_standin_h
#define mp_obj_is_type(object, its) (((mp_obj_base_t*)MP_OBJ_TO_PTR(object))->type == (its))
#define mp_obj_is_str(object) mp_obj_is_type(object, &mp_type_str)
qstr mp_obj_str_get_qstr(mp_obj_t text);

// Buffers and files

#define MP_BUFFER_READ 1
typedef struct {
    void* buf;
    size_t len;
} mp_buffer_info_t;
bool mp_get_buffer(mp_obj_t object, mp_buffer_info_t* buffer, mp_uint_t flags);
void mp_get_buffer_raise(mp_obj_t object, mp_buffer_info_t* buffer, mp_uint_t flags);

typedef struct {
    size_t alloc;
    size_t len;
    char* buf;
} vstr_t;
void vstr_init(vstr_t* text, size_t size);
void vstr_clear(vstr_t* text);
void vstr_hint_size(vstr_t* text, size_t more);
void vstr_add_byte(vstr_t* text, byte b);

#define MP_STREAM_RW_READ 0
#define MP_STREAM_OP_READ 1
#define MP_STREAM_GET_BUFFER_SIZE 11
typedef struct {
    mp_uint_t (*ioctl)(mp_obj_t file, mp_uint_t request, uintptr_t argument, int* error);
} mp_stream_p_t;
const mp_stream_p_t* mp_get_stream_raise(mp_obj_t file, int flags);
mp_uint_t mp_stream_rw(mp_obj_t file, void* buffer, mp_uint_t size, int* error, byte flags);
mp_obj_t mp_stream_close(mp_obj_t file);
mp_obj_t mp_vfs_open(size_t count, const mp_obj_t* arguments, mp_map_t* keywords);

#define MP_READER_EOF ((mp_uint_t)-1)
typedef struct {
    void* data;
    mp_uint_t (*readbyte)(void* data);
    void (*close)(void* data);
} mp_reader_t;
void mp_reader_new_file(mp_reader_t* reader, qstr path);

#endif

// What is wrapped

void mp_raw_code_load_mem(const byte* image, size_t size, mp_compiled_module_t* cm);
void mp_raw_code_load_file(qstr path, mp_compiled_module_t* cm);
void mp_native_relocate(void* relocation, uint8_t* text, uintptr_t run);
void mp_deinit(void);

#ifdef __cplusplus
}
#endif
