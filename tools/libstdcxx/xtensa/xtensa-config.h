/* SPDX-License-Identifier: MIT */
/* What the lx106 has, for GCC's lib1funcs.S: its own header of this name describes another core. */
#define XCHAL_HAVE_ABS 1
#define XCHAL_HAVE_ADDX 1
#define XCHAL_HAVE_DIV32 0
#define XCHAL_HAVE_LOOPS 0
#define XCHAL_HAVE_MAC16 0
#define XCHAL_HAVE_MUL16 1
#define XCHAL_HAVE_MUL32 1
#define XCHAL_HAVE_MUL32_HIGH 0
#define XCHAL_HAVE_NSA 1
#define XCHAL_HAVE_WINDOWED 0
#define XCHAL_HAVE_FP_DIV 0
#define XCHAL_HAVE_FP_RECIP 0
#define XCHAL_HAVE_FP_RSQRT 0
#define XCHAL_HAVE_FP_SQRT 0
#define XCHAL_HAVE_DFP_DIV 0
#define XCHAL_HAVE_DFP_RECIP 0
#define XCHAL_HAVE_DFP_RSQRT 0
#define XCHAL_HAVE_DFP_SQRT 0
