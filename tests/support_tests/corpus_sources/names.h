// SPDX-License-Identifier: MIT
// What a linker of modules writes for strings.c: numbers of its names. Here they stand for the host's.
#pragma once

enum {
    MP_QSTR_temperature = 1001,
    MP_QSTR_read_register,
    MP_QSTR_a_rather_long_name_that_no_firmware_has_interned_before,
    MP_QSTR_x,
};
