# SPDX-License-Identifier: MIT
# The call0 ABI. L32R reaches back only, so the words come first.
        .begin  no-transform
words:  .space  28
        addi    a1, a1, -32
        s32i    a0, a1, 0
        s32i    a2, a1, 4
        s32i    a3, a1, 8
        s32i    a4, a1, 12
        s32i    a5, a1, 16
        s32i    a12, a1, 20
        l32r    a8, words+24
        l32i    a9, a8, 0
        bnez    a9, 4f
        movi    a9, 1
        s32i    a9, a8, 0
        l32r    a8, words+4
        l32r    a9, words+8
        l32r    a10, words+12
1:      beq     a9, a10, 2f
        l32i    a11, a9, 0
        s32i    a11, a8, 0
        addi    a9, a9, 4
        addi    a8, a8, 4
        j       1b
2:      l32r    a12, words+16
3:      l32r    a8, words+20
        beq     a12, a8, 4f
        l32i    a8, a12, 0
        addi    a12, a12, 4
        callx0  a8
        j       3b
4:      l32i    a0, a1, 0
        l32i    a2, a1, 4
        l32i    a3, a1, 8
        l32i    a4, a1, 12
        l32i    a5, a1, 16
        l32i    a12, a1, 20
        addi    a1, a1, 32
        l32r    a8, words
        jx      a8
        .end    no-transform
