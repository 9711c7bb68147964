@ SPDX-License-Identifier: MIT
        .syntax unified
        .arch   armv7-a
        .text
        .arm
        .globl  arm_here, arm_there, thumb_here, thumb_there, cell
        .type   arm_here, %function
        .type   arm_there, %function
        .type   thumb_here, %function
        .type   thumb_there, %function
arm_here:
        bl      arm_there                       @ CALL
        blne    arm_there                       @ JUMP24
        b       arm_there
        beq     arm_there+8
        movw    r1, #:lower16:cell              @ MOVW_ABS_NC
        movt    r1, #:upper16:cell              @ MOVT_ABS
        movw    r12, #:lower16:(cell+4 - .)     @ MOVW_PREL_NC
        movt    r12, #:upper16:(cell+4 - .)     @ MOVT_PREL
        movw    r2, #:lower16:thumb_there
        .reloc  ., R_ARM_V4BX, 0
        bx      lr
        .thumb
thumb_here:
        bl      thumb_there                     @ THM_CALL
        bl      thumb_here
        b.w     thumb_there                     @ THM_JUMP24
        beq.w   thumb_there                     @ THM_JUMP19
        .reloc  ., R_ARM_THM_JUMP11, thumb_near
        .short  0xe7fe                          @ b.n
        .reloc  ., R_ARM_THM_JUMP8, thumb_near
        .short  0xd1fe                          @ bne.n
        movw    r1, #:lower16:cell              @ THM_MOVW_ABS_NC
        movt    r1, #:upper16:cell              @ THM_MOVT_ABS
        movw    r12, #:lower16:(cell+4 - .)     @ THM_MOVW_PREL_NC
        movt    r12, #:upper16:(cell+4 - .)     @ THM_MOVT_PREL
        movw    r9, #:lower16:thumb_here
        .globl  thumb_near
        .type   thumb_near, %function
        .thumb_func
thumb_near:
        bx      lr
        .align  2
        .word   _GLOBAL_OFFSET_TABLE_ - .       @ BASE_PREL
        .word   cell(GOT)                       @ GOT_BREL
        .word   cell(GOT_PREL)                  @ GOT_PREL
        .word   thumb_there(GOT_PREL)
        .word   cell(GOTOFF)                    @ GOTOFF32
        .section .far, "ax", %progbits
        .arm
arm_there:
        b       arm_here
        bl      arm_here
        .thumb
thumb_there:
        b.w     thumb_here
        bl      thumb_near
        .align  2
        .data
cell:   .word   arm_here, thumb_here, thumb_there, cell+5   @ ABS32
        .word   arm_there - .                               @ REL32
        .word   thumb_there - .
        .word   thumb_here(TARGET1)                         @ TARGET1
        .word   arm_here(TARGET1)
        .reloc  ., R_ARM_PREL31, arm_there                  @ PREL31
        .word   0
        .reloc  ., R_ARM_PREL31, cell
        .word   0x80000004
        .short  small                                       @ ABS16
        .short  0
        .set    small, 0x1234
        .globl  small
