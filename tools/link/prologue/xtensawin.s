# SPDX-License-Identifier: MIT
# The windowed ABI: a call keeps registers below a8. L32R reaches back only, so the words come first.
words:  .space  28
        entry   a1, 32
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
2:      l32r    a6, words+16
3:      l32r    a8, words+20
        beq     a6, a8, 4f
        l32i    a8, a6, 0
        addi    a6, a6, 4
        callx8  a8
        j       3b
4:      l32r    a8, words
        or      a10, a2, a2
        or      a11, a3, a3
        or      a12, a4, a4
        or      a13, a5, a5
        callx8  a8
        or      a2, a10, a10
        retw
