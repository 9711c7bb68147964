# SPDX-License-Identifier: MIT
        pushl   %ebx                    # 3 words and the return address: calls are aligned
        pushl   %esi
        pushl   %edi
        call    1f
1:      popl    %ebx
        addl    $(words - 1b), %ebx
        movl    24(%ebx), %eax
        cmpl    $0, (%eax)
        jne     5f
        incl    (%eax)
        movl    4(%ebx), %edi
        movl    8(%ebx), %esi
        movl    12(%ebx), %ecx
2:      cmpl    %ecx, %esi
        je      3f
        movsl
        jmp     2b
3:      movl    16(%ebx), %esi
        movl    20(%ebx), %edi
4:      cmpl    %edi, %esi
        je      5f
        call    *(%esi)
        addl    $4, %esi
        jmp     4b
5:      movl    (%ebx), %eax
        popl    %edi
        popl    %esi
        popl    %ebx
        jmp     *%eax
        .balign 4
words:
