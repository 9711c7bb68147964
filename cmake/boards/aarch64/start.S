/* SPDX-License-Identifier: MIT
 * AArch64 at exception level 1: the MMU with a flat map, so that memory is memory and not a device. */

    .section .vectors, "ax"
    .global _start
_start:
    ldr x0, =stack_top
    mov sp, x0
    ldr x0, =tls_begin
    sub x0, x0, #16             /* the thread pointer is before the two words that the ABI keeps for itself */
    msr tpidr_el0, x0
    ldr x0, =vectors
    msr vbar_el1, x0
    mov x0, #(3 << 20)          /* CPACR: floating point and SIMD are not trapped */
    msr cpacr_el1, x0

    ldr x0, =translation_table
    msr ttbr0_el1, x0
    mov x0, #0xff               /* MAIR: type 0 is normal, cached memory; type 1 a device */
    msr mair_el1, x0
    ldr x0, =(32 | 1 << 8 | 1 << 10 | 3 << 12 | 1 << 23)    /* TCR: 4 GB in blocks of 1 GB */
    msr tcr_el1, x0
    isb
    mrs x0, sctlr_el1
    mov x1, #(1 << 0 | 1 << 2 | 1 << 12)                    /* SCTLR: MMU, data cache, instruction cache */
    orr x0, x0, x1
    msr sctlr_el1, x0
    isb
    b board_start

    .text
fault:
    mrs x0, elr_el1
    b board_fault

    .balign 2048
vectors:
    .rept 16
    .balign 128
    b fault
    .endr

    .section .rodata
    .balign 32
translation_table:
    .quad 0x00000000 | 1 << 54 | 1 << 53 | 1 << 10 | 1 << 2 | 1     /* devices: never executed */
    .quad 0x40000000 | 1 << 10 | 3 << 8 | 1                         /* RAM */
    .quad 0, 0
