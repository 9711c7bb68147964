# SPDX-License-Identifier: MIT
        leaq    words(%rip), %r8
        movq    48(%r8), %rax
        cmpl    $0, (%rax)
        jne     5f
        incl    (%rax)
        pushq   %rdi                    # 7 words and the return address: calls are aligned
        pushq   %rsi
        pushq   %rdx
        pushq   %rcx
        pushq   %rbx
        pushq   %rbp
        pushq   %r8
        movq    8(%r8), %rdi
        movq    16(%r8), %rsi
        movq    24(%r8), %rcx
1:      cmpq    %rcx, %rsi
        je      2f
        movsq
        jmp     1b
2:      movq    32(%r8), %rbx
        movq    40(%r8), %rbp
3:      cmpq    %rbp, %rbx
        je      4f
        call    *(%rbx)
        addq    $8, %rbx
        jmp     3b
4:      popq    %r8
        popq    %rbp
        popq    %rbx
        popq    %rcx
        popq    %rdx
        popq    %rsi
        popq    %rdi
5:      jmp     *(%r8)
        .balign 8
words:
