// SPDX-License-Identifier: MIT
// Modules that are not imported, but loaded from C or by the Python module natload.
#include "config.h"
#include "natload.h"
#include "py/emitglue.h"
#include "py/objmodule.h"
#include "py/runtime.h"

mp_module_context_t* natload_new_module(qstr name) {
    mp_module_context_t* const module = m_new0(mp_module_context_t, 1);
    module->module.base.type = &mp_type_module;
    module->module.globals = MP_OBJ_TO_PTR(mp_obj_new_dict(MICROPY_MODULE_DICT_SIZE));
    mp_obj_dict_store(MP_OBJ_FROM_PTR(module->module.globals), MP_OBJ_NEW_QSTR(MP_QSTR___name__),
                      MP_OBJ_NEW_QSTR(name));
    return module;
}

mp_obj_t natload_run(const mp_compiled_module_t* cm) {
    nlr_jump_callback_node_globals_locals_t before = {.globals = mp_globals_get(), .locals = mp_locals_get()};
    mp_globals_set(cm->context->module.globals);
    mp_locals_set(cm->context->module.globals);
    nlr_push_jump_callback(&before.callback, mp_globals_locals_set_from_nlr_jump_callback);
    mp_call_function_0(mp_make_function_from_proto_fun(cm->rc, cm->context, NULL));
    nlr_pop_jump_callback(true);
    return MP_OBJ_FROM_PTR(cm->context);
}

mp_obj_t natload_load_module(const uint8_t* image, size_t size, bool in_place, qstr name) {
    mp_compiled_module_t cm = {.context = natload_new_module(name)};
    natload_load_raw_code(image, size, in_place, &cm);
    return natload_run(&cm);
}

#if MICROPY_HAS_FILE_READER
mp_obj_t natload_load_module_file(qstr path, qstr name) {
    mp_compiled_module_t cm = {.context = natload_new_module(name)};
    mp_raw_code_load_file(path, &cm);
    return natload_run(&cm);
}
#endif
