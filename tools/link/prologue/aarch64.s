// SPDX-License-Identifier: MIT
        stp     x29, x30, [sp, #-64]!
        stp     x0, x1, [sp, #16]
        stp     x2, x3, [sp, #32]
        stp     x19, x20, [sp, #48]
        adr     x19, words
        ldr     x9, [x19, #48]
        ldr     w10, [x9]
        cbnz    w10, 4f
        mov     w10, #1
        str     w10, [x9]
        ldr     x9, [x19, #8]
        ldp     x10, x11, [x19, #16]
1:      cmp     x10, x11
        b.eq    2f
        ldr     x12, [x10], #8
        str     x12, [x9], #8
        b       1b
2:      ldr     x20, [x19, #32]
3:      ldr     x9, [x19, #40]
        cmp     x20, x9
        b.eq    4f
        ldr     x9, [x20], #8
        blr     x9
        b       3b
4:      ldr     x16, [x19]
        ldp     x19, x20, [sp, #48]
        ldp     x2, x3, [sp, #32]
        ldp     x0, x1, [sp, #16]
        ldp     x29, x30, [sp], #64
        br      x16
        .balign 8
words:
