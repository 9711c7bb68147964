# SPDX-License-Identifier: MIT
        .text
        .globl here, there, cell, near
here:   call    1f
1:      popl    %ebx
        addl    $_GLOBAL_OFFSET_TABLE_+(. - 1b), %ebx   # GOTPC
        bt      %eax, cell@GOT(%ebx)            # GOT32; GOT32X, in an instruction that ld leaves alone
        .byte   0x0f, 0xaf, 0x83                # imul there@GOT(%ebx), %eax
        .reloc  ., R_386_GOT32X, there
        .long   0
        .reloc  ., R_386_GOT32, there
        .long   0
        leal    cell@GOTOFF(%ebx), %ecx         # GOTOFF
        leal    cell@GOTOFF+12(%ebx), %ecx
        call    there@PLT                       # PLT32
        call    there                           # PC32
        jmp     there+7
        movl    $cell+4, %edx                   # 32
        movw    $small, %dx                     # 16
        movb    $small_byte, %dl                # 8
        .reloc  ., R_386_PC16, near
        .word   0x10
        .reloc  ., R_386_PC8, near
        .byte   0xfe
        nop
near:   ret
        .section .far, "ax"
there:  call    here
        .nops   32
        .data
cell:   .long   here, there+5, cell-1, here - .
        .set    small, 0xfedc
        .set    small_byte, 0x7f
        .globl  small, small_byte
