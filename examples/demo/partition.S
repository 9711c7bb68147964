/* SPDX-License-Identifier: MIT
 * A partition of the flash: module images one after another, aligned to 16, the rest erased. Two will not do: one is for
 * another machine, and in the second image of dispatch a byte is wrong: the place of its first relocation. */

#include "damaged_at.h"

    .macro image file
    .incbin "\file"
    .balign 16, 0xff
    .endm

    .section .rodata.partition, "a"
    .balign 16
    .global partition_begin, partition_end
partition_begin:
    image sha256.mpy
    image dispatch.mpy
    image counter.mpy
    image answer.mpy
    .incbin "dispatch.mpy", 0, DAMAGED_AT
    .byte 0x7e
    .incbin "dispatch.mpy", DAMAGED_AT + 1
    .balign 16, 0xff
    image hostcalls.mpy
    image memory.mpy
    .balign 1024, 0xff
partition_end:

#if defined(__linux__)
    .section .note.GNU-stack, "", %progbits
#endif
