/* SPDX-License-Identifier: MIT
 * An Xtensa core with register windows, under an image that has the call0 ABI and so leaves the windows alone.
 * Windowed code runs inside it through windowed.hpp, whose other half is here. */
#include "windowed.inc"

    .section .reset, "ax"       /* QEMU's machine starts here, whatever the image's entry */
    .align 4
    j 1f
    .align 4
0:  .word _start
1:  l32r a2, 0b
    jx a2

/* Where a core of this option goes when it runs out of registers (overflow: it saves those of an older frame to the
 * stack) and when it returns to a frame that was saved (underflow). The ABI says where: a0 to a3 lie below the stack
 * pointer of the frame's callee, the others below that of its caller, which is the second word there. */
    .section .vectors, "ax"
    .begin no-transform
vectors:
    .org 0x00                   /* overflow, 4 registers */
    s32e 0, 5, -16
    s32e 1, 5, -12
    s32e 2, 5, -8
    s32e 3, 5, -4
    rfwo
    .org 0x40                   /* underflow, 4 */
    l32e 0, 5, -16
    l32e 1, 5, -12
    l32e 2, 5, -8
    l32e 3, 5, -4
    rfwu
    .org 0x80                   /* overflow, 8 */
    s32e 0, 9, -16
    l32e 0, 1, -12
    s32e 1, 9, -12
    s32e 2, 9, -8
    s32e 3, 9, -4
    s32e 4, 0, -32
    s32e 5, 0, -28
    s32e 6, 0, -24
    s32e 7, 0, -20
    rfwo
    .org 0xc0                   /* underflow, 8 */
    l32e 0, 9, -16
    l32e 1, 9, -12
    l32e 2, 9, -8
    l32e 7, 1, -12
    l32e 3, 9, -4
    l32e 4, 7, -32
    l32e 5, 7, -28
    l32e 6, 7, -24
    l32e 7, 7, -20
    rfwu
    .org 0x100                  /* overflow, 12 */
    s32e 0, 13, -16
    l32e 0, 1, -12
    s32e 1, 13, -12
    s32e 2, 13, -8
    s32e 3, 13, -4
    s32e 4, 0, -48
    s32e 5, 0, -44
    s32e 6, 0, -40
    s32e 7, 0, -36
    s32e 8, 0, -32
    s32e 9, 0, -28
    s32e 10, 0, -24
    s32e 11, 0, -20
    rfwo
    .org 0x140                  /* underflow, 12 */
    l32e 0, 13, -16
    l32e 1, 13, -12
    l32e 2, 13, -8
    l32e 11, 1, -12
    l32e 3, 13, -4
    l32e 4, 11, -48
    l32e 5, 11, -44
    l32e 6, 11, -40
    l32e 7, 11, -36
    l32e 8, 11, -32
    l32e 9, 11, -28
    l32e 10, 11, -24
    l32e 11, 11, -20
    rfwu

    .macro exception offset
    .org \offset
    rsr.epc1 a2
    l32r a3, 2b
    jx a3
    .endm
    .org 0x200
2:  .word fault
    exception 0x300             /* kernel */
    exception 0x340             /* user */
    exception 0x3c0             /* double */
    .end no-transform

    .text
    .literal_position
    .global _start
_start:
    movi a2, 0
    wsr_number 2, WINDOWBASE
    rsync
    movi a2, 1                  /* one frame: this one, for the whole run of the image's own code */
    wsr_number 2, WINDOWSTART
    movi a2, vectors
    wsr_number 2, VECBASE
    movi a2, 1 << 18            /* PS: windows are on */
    wsr.ps a2
    rsync
    movi a1, stack_top
    movi a2, board_start
    jx a2

    .literal_position
fault:
    movi a1, stack_top
    movi a3, board_fault
    jx a3

/* word windowed_call(function, up to 5 words)
 * This frame, which the image's own code has used so far, becomes a windowed one: should its registers be saved, then
 * a4 to a7 go below the stack pointer of its caller, an address that is looked for at sp - 12. There it finds our own
 * frame's middle. The callee gets a8 to a15. */
    .align 4
    .global windowed_call
windowed_call:
    addi a1, a1, -96
    s32i a0, a1, 0
    s32i a12, a1, 4
    s32i a13, a1, 8
    s32i a14, a1, 12
    s32i a15, a1, 16
    addi a8, a1, 64
    addi a9, a1, -12
    s32i a8, a9, 0
    mov a10, a3
    mov a11, a4
    mov a12, a5
    mov a13, a6
    mov a14, a7
    callx8 2
    mov a2, a10
    l32i a0, a1, 0
    l32i a12, a1, 4
    l32i a13, a1, 8
    l32i a14, a1, 12
    l32i a15, a1, 16
    addi a1, a1, 96
    ret

/* Where a windowed::entry_point comes in, after its entry instruction, with the function to call in a8.
 * The image's code moves the stack pointer as it likes. So all older frames are saved first, where this frame's stack
 * pointer says, and the 16 bytes below it, to which a0 to a3 of the caller went, are left out. */
    .align 4
    .global windowed_entry
    .begin no-transform
windowed_entry:
    s32i a0, a1, 0
    and a12, a12, a12           /* each use of a register saves the frames whose it might still be: 3 panes of 8 */
    rotw 3
    and a12, a12, a12           /* 3 more */
    rotw 3
    and a4, a4, a4              /* the last one; the eighth is our own */
    rotw 2
    addi a1, a1, -32
    callx0 a8
    addi a1, a1, 32
    l32i a0, a1, 0
    retw
    .end no-transform
