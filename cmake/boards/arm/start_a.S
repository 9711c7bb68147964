/* SPDX-License-Identifier: MIT
 * ARM11, in ARM mode: the vector table at address 0 and what C++ can't do before it has a stack. */
    .syntax unified
    .arm

    .section .vectors, "ax"
    b _start                    /* reset */
    b fault                     /* undefined instruction */
    b fault                     /* supervisor call (QEMU keeps those of semihosting to itself) */
    b fault                     /* prefetch abort */
    b fault                     /* data abort */
    nop
    b fault                     /* IRQ: none is expected */
    b fault                     /* FIQ */

    .text
    .type _start, %function
    .global _start
_start:
    ldr sp, =stack_top
    mrc p15, 0, r0, c1, c0, 0   /* unaligned access as ARMv6 has it, which compilers count on: set U, clear A */
    orr r0, r0, #(1 << 22)
    bic r0, r0, #(1 << 1)
    mcr p15, 0, r0, c1, c0, 0
    bl board_start

    .type fault, %function
fault:
    ldr sp, =stack_top          /* each mode has its own, so far unset */
    mov r0, lr
    bl board_fault
