# SPDX-License-Identifier: MIT
        .option norelax
        .text
        .globl here, there, cell, near
here:   beq     a0, a1, near                    # BRANCH
        jal     near                            # JAL
        c.beqz  a0, near                        # RVC_BRANCH
        c.bnez  s1, near
        c.j     near                            # RVC_JUMP
        call    there                           # CALL_PLT
        tail    there
        .reloc  ., R_RISCV_CALL, there
        auipc   t1, 0
        jalr    t1
1:      auipc   a0, %got_pcrel_hi(cell)         # GOT_HI20
        addi    a0, a0, %pcrel_lo(1b)           # PCREL_LO12_I
2:      auipc   a1, %pcrel_hi(cell+0x7fc)       # PCREL_HI20
        lw      a2, %pcrel_lo(2b)(a1)
        sw      a2, %pcrel_lo(2b)(a1)           # PCREL_LO12_S
3:      auipc   a1, %pcrel_hi(cell+0x800)
        sb      a2, %pcrel_lo(3b)(a1)
        addi    a2, a1, %pcrel_lo(3b)
        lui     a3, %hi(cell+0x7ff)             # HI20
        addi    a3, a3, %lo(cell+0x7ff)         # LO12_I
        sw      a3, %lo(cell+0x7ff)(a3)         # LO12_S
        lui     a3, %hi(there+0x800)
        lb      a3, %lo(there+0x800)(a3)
        .option push
        .option relax
        call    there                           # RELAX
        .option pop
        .globl  near
near:   ret
        .section .far, "ax"
there:  jal     here
        beq     a0, a1, there_too
        c.j     there_too
        .globl  there_too
there_too:
        c.nop
        ret
        .balign 4
        .data
cell:
        .ifdef WIDE
        .dword  here, there+5                   # 64
        .endif
        .word   here                            # 32
        .word   there+4
        .reloc  ., R_RISCV_32_PCREL, there
        .word   0
        .reloc  ., R_RISCV_32_PCREL, cell+4
        .word   0
        # Differences: ADD and SUB of every width, on top of what is there
        .macro  pair type, at, a, b
        .reloc  \at, R_RISCV_ADD\type, \a
        .reloc  \at, R_RISCV_SUB\type, \b
        .endm
        pair    8, ., near, here
        .byte   3
        .byte   0
        pair    16, ., there_too, there
        .short  0x1234
        pair    32, ., there, here
        .word   0xfffffff0
        pair    64, ., here, there
        .dword  0x100000000
        # SET and SUB, as in line tables
        .reloc  ., R_RISCV_SET6, near
        .reloc  ., R_RISCV_SUB6, here
        .byte   0xc0
        .reloc  ., R_RISCV_SET6, here
        .reloc  ., R_RISCV_SUB6, near
        .byte   0x40
        .reloc  ., R_RISCV_SET8, near
        .reloc  ., R_RISCV_SUB8, here
        .byte   0
        .byte   0
        .reloc  ., R_RISCV_SET16, there_too
        .reloc  ., R_RISCV_SUB16, there
        .short  0
        .short  0
        .reloc  ., R_RISCV_SET32, there
        .reloc  ., R_RISCV_SUB32, here
        .word   0x11111111
