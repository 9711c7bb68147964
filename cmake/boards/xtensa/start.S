/* SPDX-License-Identifier: MIT
 * Xtensa with the call0 ABI (lx106): reset and exception vectors, and what C++ can't do before it has a stack. */

    .section .reset, "ax"       /* QEMU's machine starts here, whatever the image's entry */
    .align 4
    j 1f
    .align 4
0:  .word _start
1:  l32r a2, 0b
    jx a2

    .section .exceptions, "ax"  /* this core's VECBASE after reset */
    .macro vector offset
    .org \offset
    rsr.epc1 a2
    l32r a3, 2b
    jx a3
    .endm
    .align 4
2:  .word fault
    vector 0x30                 /* kernel */
    vector 0x50                 /* user */
    vector 0x70                 /* double */

    .text
    .literal_position
    .global _start
_start:
    movi a1, stack_top
    movi a2, 0                  /* PS: no exception, all interrupt levels */
    wsr.ps a2
    rsync
    movi a2, board_start
    jx a2

    .literal_position
fault:
    movi a1, stack_top
    movi a3, board_fault
    jx a3
