/* SPDX-License-Identifier: MIT
 * A fault in a call ends the call: catch_call(landing, function, argument) is 0 if the function has returned, 1 if it has
 * faulted. landing: the stack pointer of the call, 0 if there is none; then, of the last fault, ELR, FAR and ESR. */

    .text
    .global catch_call
    .type catch_call, %function
catch_call:
    stp x29, x30, [sp, #-160]!
    stp x19, x20, [sp, #16]
    stp x21, x22, [sp, #32]
    stp x23, x24, [sp, #48]
    stp x25, x26, [sp, #64]
    stp x27, x28, [sp, #80]
    stp d8, d9, [sp, #96]
    stp d10, d11, [sp, #112]
    stp d12, d13, [sp, #128]
    stp d14, d15, [sp, #144]
    mov x9, sp
    str x9, [x0]
    ldr x9, =the_landing
    str x0, [x9]
    mov x0, x2
    blr x1
    mov x0, #0
landed:
    ldr x9, =the_landing
    ldr x9, [x9]
    str xzr, [x9]
    ldp x19, x20, [sp, #16]
    ldp x21, x22, [sp, #32]
    ldp x23, x24, [sp, #48]
    ldp x25, x26, [sp, #64]
    ldp x27, x28, [sp, #80]
    ldp d8, d9, [sp, #96]
    ldp d10, d11, [sp, #112]
    ldp d12, d13, [sp, #128]
    ldp d14, d15, [sp, #144]
    ldp x29, x30, [sp], #160
    ret

fault:
    mrs x0, elr_el1
    ldr x1, =the_landing
    ldr x1, [x1]
    cbz x1, 1f
    ldr x2, [x1]
    cbz x2, 1f
    str x0, [x1, #8]
    mrs x3, far_el1
    str x3, [x1, #16]
    mrs x3, esr_el1
    str x3, [x1, #24]
    mov sp, x2
    ldr x3, =landed
    msr elr_el1, x3
    mov x0, #1
    eret
1:  b board_fault

    .balign 2048
    .global catching_vectors
catching_vectors:
    .rept 16
    .balign 128
    b fault
    .endr

    .section .bss
    .balign 8
the_landing:
    .skip 8

    .section .rodata
    .balign 16
    .global steady_begin, steady_end, faulty_begin, faulty_end
steady_begin:
    .incbin "steady.mpy"
steady_end:
    .balign 16
faulty_begin:
    .incbin "faulty.mpy"
faulty_end:
