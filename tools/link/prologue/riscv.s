# SPDX-License-Identifier: MIT
# Assembled for either width: --defsym W=4 or W=8.
        .option norelax
        .macro  load reg, at:vararg
        .if     W == 8
        ld      \reg, \at
        .else
        lw      \reg, \at
        .endif
        .endm
        .macro  save reg, at:vararg
        .if     W == 8
        sd      \reg, \at
        .else
        sw      \reg, \at
        .endif
        .endm
        addi    sp, sp, -8*W
        save    ra, 0*W(sp)
        save    a0, 1*W(sp)
        save    a1, 2*W(sp)
        save    a2, 3*W(sp)
        save    a3, 4*W(sp)
        save    s0, 5*W(sp)
        save    s1, 6*W(sp)
        lla     s0, words
        load    t0, 6*W(s0)
        lw      t1, 0(t0)
        bnez    t1, 5f
        li      t1, 1
        sw      t1, 0(t0)
        load    t0, 1*W(s0)
        load    t1, 2*W(s0)
        load    t2, 3*W(s0)
2:      beq     t1, t2, 3f
        load    t3, 0(t1)
        save    t3, 0(t0)
        addi    t1, t1, W
        addi    t0, t0, W
        j       2b
3:      load    s1, 4*W(s0)
4:      load    t0, 5*W(s0)
        beq     s1, t0, 5f
        load    t0, 0(s1)
        addi    s1, s1, W
        jalr    t0
        j       4b
5:      load    t0, 0(s0)
        load    ra, 0*W(sp)
        load    a0, 1*W(sp)
        load    a1, 2*W(sp)
        load    a2, 3*W(sp)
        load    a3, 4*W(sp)
        load    s0, 5*W(sp)
        load    s1, 6*W(sp)
        addi    sp, sp, 8*W
        jr      t0
        .balign W
words:
