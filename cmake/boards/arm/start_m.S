/* SPDX-License-Identifier: MIT
 * Cortex-M: the vector table and what C++ can't do before it has a stack. */
    .syntax unified

    .section .vectors, "a"
    .word stack_top
    .word _start
    .rept 14                    /* NMI, the faults, SVC, PendSV, SysTick: none is expected */
    .word fault
    .endr

    .text
    .thumb_func
    .global _start
_start:
#if defined(__ARM_FP)
    ldr r0, =0xe000ed88         /* CPACR: full access to the FPU */
    ldr r1, [r0]
    orr r1, r1, #(0xf << 20)
    str r1, [r0]
    dsb
    isb
#endif
    bl board_start

    .thumb_func
fault:
    mov r0, sp
    ldr r0, [r0, #24]           /* the program counter that the exception pushed */
    bl board_fault
