// SPDX-License-Identifier: MIT
// A firmware that loads an image which is cut short: natload says where, the interpreter's own loader does not.
#include <stdio.h>
#include <string.h>

#include "control.h"
#include "standin.h"

static void load(void* module) {
    static const byte image[] = {'M', 6, 0, 31};
    mp_raw_code_load_mem(image, sizeof(image), module);
}

int main(void) {
    standin_reset();
    mp_compiled_module_t module = {0};
    const struct standin_exception* const raised = standin_catch(load, &module);
    mp_deinit();
    const char* const said = raised == NULL ? "nothing" : raised->text;
    printf("%s\n", said);
    const char* const reason = NATLOAD_MODULE ? "the data ends inside this field" : "error 1";
    char expected[100];
    snprintf(expected, sizeof(expected), "incompatible .mpy file: %s, at byte 4", reason);
    return strcmp(said, expected) != 0;
}
