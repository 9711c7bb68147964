@ SPDX-License-Identifier: MIT
        .syntax unified
        .arch   armv6
        .arm
        push    {r0-r6, lr}
        adr     r4, words
        ldr     r0, [r4, #24]
        ldr     r1, [r0]
        cmp     r1, #0
        bne     4f
        mov     r1, #1
        str     r1, [r0]
        ldr     r1, [r4, #4]
        ldr     r2, [r4, #8]
        ldr     r3, [r4, #12]
1:      cmp     r2, r3
        ldrne   r0, [r2], #4
        strne   r0, [r1], #4
        bne     1b
        ldr     r5, [r4, #16]
        ldr     r6, [r4, #20]
3:      cmp     r5, r6
        beq     4f
        ldr     r0, [r5], #4
        blx     r0
        b       3b
4:      ldr     r12, [r4]
        pop     {r0-r6, lr}
        bx      r12
words:
