/* SPDX-License-Identifier: MIT
 * RISC-V: machine mode from reset to the end; every trap is a fault. */
    .section .vectors, "ax"
    .global _start
_start:
    .option push
    .option norelax             /* gp is not there yet to relax with */
    la gp, __global_pointer$
    .option pop
    la sp, stack_top
    la tp, tls_begin
    la t0, fault
    .option push
    .option arch, +zicsr
    csrw mtvec, t0
    .option pop
    j board_start

    .text
    .balign 4
fault:
    .option push
    .option arch, +zicsr
    csrr a0, mepc
    .option pop
    j board_fault
