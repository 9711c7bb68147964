/* SPDX-License-Identifier: MIT */
/* Arithmetic on 64 bits that GCC calls for and Debian's libgcc for the lx106 leaves out. */

typedef long long i64;
typedef unsigned long long u64;
typedef unsigned int u32;

u64 __udivmoddi4(u64 dividend, u64 divisor, u64* remainder); /* libgcc has this one */
u64 __umulsidi3(u32 a, u32 b);

static u64 magnitude(i64 value) { return value < 0 ? -(u64)value : (u64)value; }

u64 __udivdi3(u64 dividend, u64 divisor) { return __udivmoddi4(dividend, divisor, 0); }

u64 __umoddi3(u64 dividend, u64 divisor) {
    u64 remainder;
    __udivmoddi4(dividend, divisor, &remainder);
    return remainder;
}

i64 __divdi3(i64 dividend, i64 divisor) {
    const u64 quotient = __udivmoddi4(magnitude(dividend), magnitude(divisor), 0);
    return (i64)((dividend < 0) == (divisor < 0) ? quotient : -quotient);
}

i64 __muldi3(i64 a, i64 b) {
    const u32 low_a = (u32)a, high_a = (u32)((u64)a >> 32);
    const u32 low_b = (u32)b, high_b = (u32)((u64)b >> 32);
    return (i64)(__umulsidi3(low_a, low_b) + ((u64)(low_a * high_b + high_a * low_b) << 32));
}
