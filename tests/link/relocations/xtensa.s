# SPDX-License-Identifier: MIT
        .section .far, "ax"
        .align  4
        .globl  here, there, cell, near, literal
there:  .begin  no-transform
        nop
        nop.n
        j       here                            # SLOT0_OP
        call0   there_too
        .align  4
        .globl  there_too
there_too:
        ret
        .end    no-transform
        .text
        .align  4
literal:
        .word   cell                            # 32
        .word   there+8
        .word   here@PLT                        # PLT
        .begin  no-transform
        .align  4
here:   l32r    a2, literal
        nop.n
        l32r    a3, literal+4
        nop
        l32r    a4, literal+8
        call0   there
        nop
        call0   there_too
        j       near
        j       there
        beqz    a2, near
        bgez    a2, near
        beqi    a2, 4, near
        bltui   a2, 4, near
        beq     a2, a3, near
        bbci    a2, 3, near
        ball    a2, a3, near
        beqz.n  a2, near
        bnez.n  a3, near
        nop
near:   ret
        .end    no-transform
        .literal_position
        .begin  longcalls
        call0   there                           # ASM_EXPAND
        .end    longcalls
        ret
        .data
cell:   .word   here, there+5, cell-1
        .reloc  ., R_XTENSA_32, there
        .word   0x100
        .reloc  ., R_XTENSA_32_PCREL, there
        .word   0
        .byte   near - here                     # PDIFF
        .byte   0
        .short  near - here
        .word   near - here
        .byte   here - near                     # NDIFF
        .byte   0
        .short  here - near
        .word   here - near
        .reloc  ., R_XTENSA_DIFF8, near
        .byte   7
        .byte   0
        .reloc  ., R_XTENSA_DIFF16, near
        .short  7
        .reloc  ., R_XTENSA_DIFF32, near
        .word   7
