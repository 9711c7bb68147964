# SPDX-License-Identifier: MIT
        .text
        .globl here, there, cell
here:   movq    cell@GOTPCREL(%rip), %rax       # REX_GOTPCRELX
        addq    cell@GOTPCREL(%rip), %rbx
        call    *there@GOTPCREL(%rip)           # GOTPCRELX
        jmp     *here@GOTPCREL(%rip)
        movl    there@GOTPCREL(%rip), %eax
        .reloc  ., R_X86_64_GOTPCREL, cell-4
        .long   0
        call    there                           # PLT32
        call    there@PLT
        jmp     there+16
        leaq    cell+8(%rip), %rdx              # PC32
        leaq    _GLOBAL_OFFSET_TABLE_(%rip), %r15   # GOTPC32
        movabsq $cell@GOTOFF, %rcx              # GOTOFF64
        movabsq $there, %rcx                    # 64
        movl    $cell, %ecx                     # 32
        movq    $cell+4, %rcx                   # 32S
        movq    negative, %rcx
        .byte   0x66, 0xb8
        .word   small                           # 16
        .byte   small_byte                      # 8
        .reloc  ., R_X86_64_PC16, near
        .word   0
        .reloc  ., R_X86_64_PC8, near
        .byte   0
        .nops   8
near:   ret
        .section .far, "ax"
there:  leaq    here(%rip), %rax
        .nops   32
        .data
        .quad   0
cell:   .quad   here, there+5, cell-1
        .quad   here - .                        # PC64
        .long   there - .                       # PC32
        .long   cell
        .set    small, 0xfedc
        .set    small_byte, 0x7f
        .set    negative, -16
        .globl  small, small_byte, negative, near
