// SPDX-License-Identifier: MIT
        .text
        .globl  here, there, cell, near
here:   bl      there                           // CALL26
        b       there                           // JUMP26
        b.eq    near                            // CONDBR19
        cbz     x3, there
        tbz     x3, #33, near                   // TSTBR14
        ldr     x3, cell                        // LD_PREL_LO19
        adr     x3, cell+1                      // ADR_PREL_LO21
        adrp    x3, cell                        // ADR_PREL_PG_HI21
        adrp    x3, :pg_hi21_nc:cell+0x1234     // ADR_PREL_PG_HI21_NC
        add     x3, x3, #:lo12:cell+1           // ADD_ABS_LO12_NC
        ldrb    w3, [x3, #:lo12:cell+3]         // LDST8
        ldrh    w3, [x3, #:lo12:cell+2]         // LDST16
        ldr     w3, [x3, #:lo12:cell+4]         // LDST32
        ldr     x3, [x3, #:lo12:cell+8]         // LDST64
        str     q3, [x3, #:lo12:cell+16]        // LDST128
        adrp    x3, :got:cell                   // ADR_GOT_PAGE
        ldr     x3, [x3, #:got_lo12:cell]       // LD64_GOT_LO12_NC
        ldr     x3, [x3, #:gotpage_lo15:there]  // LD64_GOTPAGE_LO15
        ldr     x3, :got:there                  // GOT_LD_PREL19
        adrp    x4, _GLOBAL_OFFSET_TABLE_
        movz    x3, #:abs_g0:small              // MOVW_UABS_G0
        movk    x3, #:abs_g0_nc:cell
        movz    x3, #:abs_g1:cell
        movk    x3, #:abs_g1_nc:wide
        movz    x3, #:abs_g2:wide
        movk    x3, #:abs_g2_nc:wide
        movk    x3, #:abs_g3:wide
        movz    x3, #:abs_g0_s:small            // MOVW_SABS_G0
        movz    x3, #:abs_g0_s:negative
        movn    x3, #:abs_g0_s:small
        movz    x3, #:abs_g1_s:cell
        movz    x3, #:abs_g1_s:negative
        movz    x3, #:abs_g2_s:wide
        movz    x3, #:abs_g2_s:negative
        movz    x3, #:prel_g0:near              // MOVW_PREL_G0
        movz    x3, #:prel_g0:here
        movk    x3, #:prel_g0_nc:there
        movz    x3, #:prel_g1:there
        movz    x3, #:prel_g1:here
        movk    x3, #:prel_g1_nc:here
        movz    x3, #:prel_g2:there
        movz    x3, #:prel_g2:here
        movk    x3, #:prel_g2_nc:here
        movz    x3, #:prel_g3:here
near:   ret
        .section .far, "ax"
there:  bl      here
        adrp    x0, near
        tbnz    w2, #3, there_too
there_too:
        ret
        .globl  there_too
        .data
        .balign 16
cell:   .quad   here, there+5, cell-1           // ABS64
        .quad   here - .                        // PREL64
        .word   there - .                       // PREL32
        .word   cell                            // ABS32
        .hword  small                           // ABS16
        .hword  there - .                       // PREL16
        .set    small, 0x1234
        .set    wide, 0x123456789abc
        .set    negative, -0x1235
        .globl  small, wide, negative
