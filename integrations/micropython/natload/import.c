// SPDX-License-Identifier: MIT
// The interpreter's way to .mpy files, from memory and from files.
#include <string.h>

#include "config.h"
#include "natload.h"
#include "programs.h"
#include "py/runtime.h"
#include "py/stream.h"
#if MICROPY_VFS
#include "extmod/vfs.h"
#else
#include "py/reader.h"
#endif

/// Raises what the interpreter's own loader would, where it knows the case; else with natload's number and place.
static MP_NORETURN void raise_refusal(const natload_session_t* session, const natload_outcome_t* outcome) {
    switch (outcome->refusal) {
        case NATLOAD_RAISED: nlr_raise(MP_OBJ_FROM_PTR(session->raised));
        case NATLOAD_NO_MEMORY: mp_raise_type(&mp_type_MemoryError);
        case NATLOAD_ANOTHER_ARCH:
#if NATLOAD_MACHINE_CODE
            mp_raise_ValueError(MP_ERROR_TEXT("incompatible .mpy arch"));
#else
            mp_raise_ValueError(MP_ERROR_TEXT("native code in .mpy unsupported"));
#endif
        case NATLOAD_MALFORMED:
#if MICROPY_ERROR_REPORTING > MICROPY_ERROR_REPORTING_TERSE
            mp_raise_msg_varg(&mp_type_ValueError, MP_ERROR_TEXT("incompatible .mpy file: error %u at %u"),
                              (unsigned)outcome->reason, (unsigned)outcome->offset);
#endif
        default: mp_raise_ValueError(MP_ERROR_TEXT("incompatible .mpy file"));
    }
}

#if NATLOAD_UNLOADS
static bool wants_memory(const natload_session_t* session, const natload_outcome_t* outcome) {
    if (outcome->refusal == NATLOAD_NO_MEMORY) return true;
    return outcome->refusal == NATLOAD_RAISED && ((const mp_obj_base_t*)session->raised)->type == &mp_type_MemoryError;
}
#endif

void natload_load_raw_code(const uint8_t* image, size_t size, bool in_place, mp_compiled_module_t* cm) {
    natload_session_t session = {.in_place = in_place};
    natload_outcome_t outcome = natload_load(&session, image, size);
#if NATLOAD_UNLOADS
    // Memory that is held by machine code is not for the collector to take.
    if (wants_memory(&session, &outcome) && natload_unload_unused() != 0) {
        session = (natload_session_t){.in_place = in_place};
        outcome = natload_load(&session, image, size);
    }
#endif
    if (outcome.refusal != NATLOAD_LOADED) raise_refusal(&session, &outcome);
    if (outcome.code != NULL) natload_remember(&outcome);

    cm->rc = outcome.root;
    cm->context->constants.qstr_table = (qstr_short_t*)session.names;
#if MICROPY_PERSISTENT_CODE_SAVE || NATLOAD_WIDE_OBJECTS
    const natload_contents_t contents = natload_contents(image, size);
#endif
#if NATLOAD_WIDE_OBJECTS
    cm->context->constants.obj_table = natload_object_table(outcome.data, session.objects, contents.objects);
#else
    cm->context->constants.obj_table = outcome.data;  // where its table begins: the collector follows it
#endif
#if MICROPY_PERSISTENT_CODE_SAVE
    cm->has_native = contents.native;
    cm->n_qstr = contents.names;
    cm->n_obj = contents.objects;
#ifdef MPY_FEATURE_ARCH_FLAGS
    cm->arch_flags = contents.arch_flags;
#endif
#endif
}

// What the linker puts in the place of the interpreter's own.
void __wrap_mp_raw_code_load_mem(const byte* image, size_t size, mp_compiled_module_t* cm);
void __wrap_mp_raw_code_load_file(qstr path, mp_compiled_module_t* cm);

void __wrap_mp_raw_code_load_mem(const byte* image, size_t size, mp_compiled_module_t* cm) {
    natload_load_raw_code(image, size, false, cm);
}

#if MICROPY_HAS_FILE_READER

/// Calls a function of two arguments, then another; that also if the first raises, which it then goes on to do.
static void finally(void (*work)(void*, void*), void* one, void* two, void (*afterwards)(void*)) {
    nlr_buf_t nlr;
    if (nlr_push(&nlr) == 0) {
        work(one, two);
        nlr_pop();
        afterwards(one);
    } else {
        afterwards(one);
        nlr_jump(nlr.ret_val);
    }
}

static void load_all(const vstr_t* image, mp_compiled_module_t* cm) {
    natload_load_raw_code((const uint8_t*)image->buf, image->len, false, cm);
}

#if MICROPY_VFS

/// Reads what is left of a stream, in pieces of the size that it prefers or in larger and larger ones.
static void read_all(mp_obj_t file, vstr_t* image) {
    int error;
    const mp_stream_p_t* const stream = mp_get_stream_raise(file, MP_STREAM_OP_READ);
    mp_uint_t room = MP_STREAM_ERROR;
#ifdef MP_STREAM_GET_BUFFER_SIZE
    room = stream->ioctl(file, MP_STREAM_GET_BUFFER_SIZE, 0, &error);
#else
    (void)stream;
#endif
    if (room > 4096 || room < 256) room = 256;
    vstr_init(image, room);
    for (;;) {
        vstr_hint_size(image, room);
        const mp_uint_t got = mp_stream_rw(file, image->buf + image->len, room, &error, MP_STREAM_RW_READ);
        if (error != 0) mp_raise_OSError(error);
        image->len += got;
        if (got < room) return;
        if (room < 4096) room *= 2;
    }
}

static void load_file(void* file_in, void* cm) {
    const mp_obj_t file = MP_OBJ_FROM_PTR(file_in);
#if MICROPY_VFS_ROM
    mp_buffer_info_t mapped;
    if (mp_get_buffer(file, &mapped, MP_BUFFER_READ)) {
        natload_load_raw_code(mapped.buf, mapped.len, true, cm);
        return;
    }
#endif
    vstr_t image;
    read_all(file, &image);
    load_all(&image, cm);
    vstr_clear(&image);
}

static void close_file(void* file) { mp_stream_close(MP_OBJ_FROM_PTR(file)); }

void __wrap_mp_raw_code_load_file(qstr path, mp_compiled_module_t* cm) {
    mp_obj_t arguments[2] = {MP_OBJ_NEW_QSTR(path), MP_OBJ_NEW_QSTR(MP_QSTR_rb)};
    const mp_obj_t file = mp_vfs_open(2, arguments, (mp_map_t*)&mp_const_empty_map);
    finally(load_file, MP_OBJ_TO_PTR(file), cm, close_file);
}

#else

static void load_reader(void* reader_in, void* cm) {
    const mp_reader_t* const reader = reader_in;
    vstr_t image;
    vstr_init(&image, 256);
    for (mp_uint_t b; (b = reader->readbyte(reader->data)) != MP_READER_EOF;) vstr_add_byte(&image, (uint8_t)b);
    load_all(&image, cm);
    vstr_clear(&image);
}

static void close_reader(void* reader_in) {
    const mp_reader_t* const reader = reader_in;
    reader->close(reader->data);
}

void __wrap_mp_raw_code_load_file(qstr path, mp_compiled_module_t* cm) {
    mp_reader_t reader;
    mp_reader_new_file(&reader, path);
    finally(load_reader, &reader, cm, close_reader);
}

#endif
#endif
