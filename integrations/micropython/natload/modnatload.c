// SPDX-License-Identifier: MIT
// The Python module natload: images verified, planned, loaded and unloaded by hand.
#include <string.h>

#include "config.h"
#include "natload.h"
#include "programs.h"
#include "py/objmodule.h"
#include "py/runtime.h"

static MP_NORETURN void refuse(const natload_session_t* session) {
    if (session->raised != NULL) nlr_raise(MP_OBJ_FROM_PTR(session->raised));
    if (natload_is_of_memory(session)) mp_raise_type(&mp_type_MemoryError);
    const char* const reason = natload_text(session->reason);
    mp_obj_t arguments[] = {mp_obj_new_str(reason, strlen(reason)), mp_obj_new_int_from_uint(session->offset)};
    nlr_raise(mp_obj_new_exception_args(&mp_type_ValueError, MP_ARRAY_SIZE(arguments), arguments));
}

static natload_session_t session_of(mp_obj_t buffer) {
    mp_buffer_info_t image;
    mp_get_buffer_raise(buffer, &image, MP_BUFFER_READ);
    return (natload_session_t){.image = image.buf, .size = image.len};
}

static natload_plan_t plan_of(mp_obj_t buffer) {
    natload_session_t session = session_of(buffer);
    const natload_plan_t plan = natload_plan(&session);
    if (session.reason != 0) refuse(&session);
    return plan;
}

// verify(buffer): None, or ValueError(reason, offset)
static mp_obj_t verify(mp_obj_t buffer) {
    plan_of(buffer);
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(verify_obj, verify);

static void store(mp_obj_t dict, qstr key, uint32_t value) {
    mp_obj_dict_store(dict, MP_OBJ_NEW_QSTR(key), mp_obj_new_int_from_uint(value));
}

// plan(buffer): what loading takes
static mp_obj_t plan(mp_obj_t buffer) {
    const natload_plan_t plan = plan_of(buffer);
    const natload_session_t session = session_of(buffer);
    const natload_contents_t contents = natload_contents(session.image, session.size);
    const mp_obj_t dict = mp_obj_new_dict(4);
    store(dict, MP_QSTR_code, plan.code);
    store(dict, MP_QSTR_data, plan.data);
    store(dict, MP_QSTR_names, contents.names);
    store(dict, MP_QSTR_objects, contents.objects);
    return dict;
}
static MP_DEFINE_CONST_FUN_OBJ_1(plan_obj, plan);

// load(buffer or path[, name]): a new module, which has been run; it is not among those imported
static mp_obj_t load(size_t count, const mp_obj_t* arguments) {
    const qstr name = count > 1 ? mp_obj_str_get_qstr(arguments[1]) : MP_QSTR_natload;
    if (mp_obj_is_str(arguments[0])) return natload_load_module_file(mp_obj_str_get_qstr(arguments[0]), name);
    natload_session_t session = session_of(arguments[0]);
    mp_compiled_module_t cm = {.context = natload_new_module(name)};
    natload_try(&session, &cm);
    if (session.reason != 0) refuse(&session);
    return natload_run(&cm);
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(load_obj, 1, 2, load);

#if NATLOAD_UNLOADS
// unload(module): ValueError while it is in use; unload(): whatever can't be reached any more, and how many that were
static mp_obj_t unload(size_t count, const mp_obj_t* arguments) {
    if (count == 0) return mp_obj_new_int_from_uint(natload_unload_unused());
    if (!mp_obj_is_type(arguments[0], &mp_type_module)) mp_raise_TypeError(NULL);
    mp_module_context_t* const module = MP_OBJ_TO_PTR(arguments[0]);
    if (module->module.globals->map.is_fixed || !natload_unload(module)) {
        mp_raise_ValueError(MP_ERROR_TEXT("module in use"));
    }
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(unload_obj, 0, 1, unload);
#endif

// identity(): as sys.implementation._mpy
static mp_obj_t identity(void) { return mp_obj_new_int_from_uint(natload_identity()); }
static MP_DEFINE_CONST_FUN_OBJ_0(identity_obj, identity);

static const mp_rom_map_elem_t globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_natload)},
    {MP_ROM_QSTR(MP_QSTR_verify), MP_ROM_PTR(&verify_obj)},
    {MP_ROM_QSTR(MP_QSTR_plan), MP_ROM_PTR(&plan_obj)},
    {MP_ROM_QSTR(MP_QSTR_load), MP_ROM_PTR(&load_obj)},
#if NATLOAD_UNLOADS
    {MP_ROM_QSTR(MP_QSTR_unload), MP_ROM_PTR(&unload_obj)},
#endif
    {MP_ROM_QSTR(MP_QSTR_identity), MP_ROM_PTR(&identity_obj)},
};
static MP_DEFINE_CONST_DICT(globals, globals_table);

const mp_obj_module_t natload_module = {
    .base = {&mp_type_module},
    .globals = (mp_obj_dict_t*)&globals,
};
MP_REGISTER_MODULE(MP_QSTR_natload, natload_module);
