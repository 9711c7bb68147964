// SPDX-License-Identifier: MIT
// The interpreter's way to .mpy files, from memory and from files.
#include "config.h"
#include "natload.h"
#include "programs.h"
#include "py/mphal.h"
#include "py/runtime.h"
#include "py/stream.h"
#if MICROPY_VFS
#include "extmod/vfs.h"
#else
#include "py/reader.h"
#endif

bool natload_is_of_memory(const natload_session_t* session) {
    return session->reason >= NATLOAD_CODE_LIMIT && session->reason <= NATLOAD_COMMIT_FAILED;
}

/// Raises what the interpreter's own loader would, where it knows the case; else with natload's reason and place.
static MP_NORETURN void raise_refusal(const natload_session_t* session) {
    if (session->raised != NULL) nlr_raise(MP_OBJ_FROM_PTR(session->raised));
    if (natload_is_of_memory(session)) mp_raise_type(&mp_type_MemoryError);
    if (session->reason == NATLOAD_FEATURE_BITS || session->reason == NATLOAD_ARCHITECTURE) {
#if NATLOAD_MACHINE_CODE
        mp_raise_ValueError(MP_ERROR_TEXT("incompatible .mpy arch"));
#else
        mp_raise_ValueError(MP_ERROR_TEXT("native code in .mpy unsupported"));
#endif
    }
#if MICROPY_ERROR_REPORTING > MICROPY_ERROR_REPORTING_TERSE
    if (session->offset >= 4) {
#if NATLOAD_MODULE
        mp_raise_msg_varg(&mp_type_ValueError, MP_ERROR_TEXT("incompatible .mpy file: %s, at byte %u"),
                          natload_text(session->reason), (unsigned)session->offset);
#else
        mp_raise_msg_varg(&mp_type_ValueError, MP_ERROR_TEXT("incompatible .mpy file: error %u, at byte %u"),
                          (unsigned)session->reason, (unsigned)session->offset);
#endif
    }
#endif
    mp_raise_ValueError(MP_ERROR_TEXT("incompatible .mpy file"));
}

#if NATLOAD_UNLOADS
static bool wants_memory(const natload_session_t* session) {
    if (session->raised == NULL) return natload_is_of_memory(session);
    return ((const mp_obj_base_t*)session->raised)->type == &mp_type_MemoryError;
}
#endif

/// The caches of a port that has some.
static inline void synchronize(uintptr_t address, size_t size) {
    (void)address;
    (void)size;
#ifdef MP_HAL_CLEAN_DCACHE
    MP_HAL_CLEAN_DCACHE(address, size);
#endif
#if defined(__ICACHE_PRESENT) && __ICACHE_PRESENT == 1 && (defined(__thumb__) || defined(__thumb2__))
    SCB_InvalidateICache();
#endif
}

void natload_try(natload_session_t* session, mp_compiled_module_t* cm) {
    natload_load(session);
#if NATLOAD_UNLOADS
    // Memory that is held by machine code is not for the collector to take.
    if (wants_memory(session) && natload_unload_unused() != 0) {
        *session =
            (natload_session_t){.image = session->image, .size = session->size, .in_place = session->in_place};
        natload_load(session);
    }
#endif
    if (session->reason != 0) return;
    if (session->code != NULL) {
        synchronize((uintptr_t)session->code, session->code_size);
        natload_remember(session);
    }

    cm->rc = session->root;
    // Where its table begins: the collector follows it.
    cm->context->constants.obj_table = session->data;
    cm->context->constants.qstr_table = (qstr_short_t*)((uintptr_t*)session->data + session->objects);
#if NATLOAD_WIDE_OBJECTS
    cm->context->constants.obj_table = natload_object_table(session->data, session->objects);
#endif
#if MICROPY_PERSISTENT_CODE_SAVE
    const natload_contents_t contents = natload_contents(session->image, session->size);
    cm->has_native = contents.native;
    cm->n_qstr = contents.names;
    cm->n_obj = contents.objects;
#ifdef MPY_FEATURE_ARCH_FLAGS
    cm->arch_flags = contents.arch_flags;
#endif
#endif
}

void natload_load_raw_code(const uint8_t* image, size_t size, bool in_place, mp_compiled_module_t* cm) {
    natload_session_t session = {.image = image, .size = size, .in_place = in_place};
    natload_try(&session, cm);
    if (session.reason != 0) raise_refusal(&session);
}

// What the linker puts in the place of the interpreter's own.
void __wrap_mp_raw_code_load_mem(const byte* image, size_t size, mp_compiled_module_t* cm);
void __wrap_mp_raw_code_load_file(qstr path, mp_compiled_module_t* cm);

void __wrap_mp_raw_code_load_mem(const byte* image, size_t size, mp_compiled_module_t* cm) {
    natload_load_raw_code(image, size, false, cm);
}

#if MICROPY_HAS_FILE_READER

#if MICROPY_VFS

static void close_file(void* file) { mp_stream_close(MP_OBJ_FROM_PTR(file)); }

/// Reads what is left of a stream, in larger and larger pieces; the first of the size that it prefers.
static void read_all(mp_obj_t file, mp_buffer_info_t* image) {
    int error;
    mp_uint_t got;
    mp_uint_t room = 0;
#ifdef __OPTIMIZE_SIZE__
    mp_uint_t more = 256;
#else
    mp_uint_t more = 1024;  // most files are one piece or two
#endif
    const mp_stream_p_t* const stream = mp_get_stream_raise(file, MP_STREAM_OP_READ);
#ifdef MP_STREAM_GET_BUFFER_SIZE
    const mp_uint_t preferred = stream->ioctl(file, MP_STREAM_GET_BUFFER_SIZE, 0, &error);
    if (preferred > more && preferred <= 4096) more = preferred;
#else
    (void)stream;
#endif
    image->buf = NULL;
    image->len = 0;
    do {
        room += more;
        image->buf = m_renew(uint8_t, image->buf, image->len, image->len + room);
        got = mp_stream_rw(file, (uint8_t*)image->buf + image->len, room, &error, MP_STREAM_RW_READ);
        if (error != 0) mp_raise_OSError(error);
        image->len += got;
    } while (got == room);
}

void __wrap_mp_raw_code_load_file(qstr path, mp_compiled_module_t* cm) {
    mp_obj_t arguments[2] = {MP_OBJ_NEW_QSTR(path), MP_OBJ_NEW_QSTR(MP_QSTR_rb)};
    const mp_obj_t file = mp_vfs_open(2, arguments, (mp_map_t*)&mp_const_empty_map);
    MP_DEFINE_NLR_JUMP_CALLBACK_FUNCTION_1(at_the_end, close_file, MP_OBJ_TO_PTR(file));
    nlr_push_jump_callback(&at_the_end.callback, mp_call_function_1_from_nlr_jump_callback);
    mp_buffer_info_t image;
    const bool mapped = MICROPY_VFS_ROM && mp_get_buffer(file, &image, MP_BUFFER_READ);
    if (!mapped) read_all(file, &image);
    natload_load_raw_code(image.buf, image.len, mapped, cm);
    if (!mapped) m_del(uint8_t, image.buf, image.len);
    nlr_pop_jump_callback(true);
}

#else

void __wrap_mp_raw_code_load_file(qstr path, mp_compiled_module_t* cm) {
    mp_reader_t reader;
    mp_reader_new_file(&reader, path);
    MP_DEFINE_NLR_JUMP_CALLBACK_FUNCTION_1(at_the_end, reader.close, reader.data);
    nlr_push_jump_callback(&at_the_end.callback, mp_call_function_1_from_nlr_jump_callback);
    vstr_t image;
    vstr_init(&image, 256);
    for (mp_uint_t b; (b = reader.readbyte(reader.data)) != MP_READER_EOF;) vstr_add_byte(&image, (uint8_t)b);
    natload_load_raw_code((const uint8_t*)image.buf, image.len, false, cm);
    vstr_clear(&image);
    nlr_pop_jump_callback(true);
}

#endif
#endif
