@ SPDX-License-Identifier: MIT
@ Of Thumb-1 only, so that every Thumb machine runs it.
        .syntax unified
        .arch   armv6-m
        .thumb
        push    {r0-r6, lr}
        adr     r4, words
        ldr     r0, [r4, #24]
        ldr     r1, [r0]
        cmp     r1, #0
        bne     4f
        movs    r1, #1
        str     r1, [r0]
        ldr     r1, [r4, #4]
        ldr     r2, [r4, #8]
        ldr     r3, [r4, #12]
1:      cmp     r2, r3
        beq     2f
        ldmia   r2!, {r0}
        stmia   r1!, {r0}
        b       1b
2:      ldr     r5, [r4, #16]
3:      ldr     r0, [r4, #20]
        cmp     r5, r0
        beq     4f
        ldmia   r5!, {r0}
        blx     r0
        b       3b
4:      ldr     r0, [r4]
        mov     r12, r0
        ldr     r0, [sp, #28]
        mov     lr, r0
        pop     {r0-r6}
        add     sp, #4
        bx      r12
        .balign 4
words:
