// SPDX-License-Identifier: MIT
// natload_xtensawin.c, continued: what compilers call for division of 64 bits and for doubles (binary64 of IEEE 754,
// rounded to nearest).
#include <stdint.h>

typedef struct {
    uint64_t quotient;
    uint64_t rest;
} division;

// By 0: all bits of the quotient.
static division divided(uint64_t x, uint64_t y) {
    division d = {0, 0};
    for (int i = 63; i >= 0; --i) {
        const int carry = d.rest >> 63 != 0;
        d.rest = d.rest << 1 | (x >> i & 1);
        if (!carry && d.rest < y) continue;
        d.rest -= y;
        d.quotient |= (uint64_t)1 << i;
    }
    return d;
}

static uint64_t magnitude_of(int64_t x) { return x < 0 ? 0 - (uint64_t)x : (uint64_t)x; }
static int64_t with_sign(int negative, uint64_t m) { return (int64_t)(negative ? 0 - m : m); }

uint64_t __udivdi3(uint64_t x, uint64_t y);
uint64_t __umoddi3(uint64_t x, uint64_t y);
int64_t __divdi3(int64_t x, int64_t y);
int64_t __moddi3(int64_t x, int64_t y);
uint64_t __udivdi3(uint64_t x, uint64_t y) { return divided(x, y).quotient; }
uint64_t __umoddi3(uint64_t x, uint64_t y) { return divided(x, y).rest; }
int64_t __divdi3(int64_t x, int64_t y) {
    return with_sign((x < 0) != (y < 0), divided(magnitude_of(x), magnitude_of(y)).quotient);
}
int64_t __moddi3(int64_t x, int64_t y) { return with_sign(x < 0, divided(magnitude_of(x), magnitude_of(y)).rest); }

typedef union {
    double value;
    uint64_t bits;
} number;
typedef union {
    float value;
    uint32_t bits;
} narrow_number;

static const uint64_t sign_bit = (uint64_t)1 << 63, infinity = (uint64_t)0x7ff << 52, one = (uint64_t)1 << 52;
static const uint64_t quiet_nan = (uint64_t)0xfff << 51;

static uint64_t bits_of(double value) {
    const number n = {.value = value};
    return n.bits;
}
static double double_of(uint64_t bits) {
    const number n = {.bits = bits};
    return n.value;
}
static int is_nan(uint64_t bits) { return (bits & ~sign_bit) > infinity; }

// What a finite number is: significand * 2^exponent.
static uint64_t significand_of(uint64_t bits) { return (bits & (one - 1)) | ((bits & infinity) != 0 ? one : 0); }
static int exponent_of(uint64_t bits) {
    const int biased = (int)(bits >> 52 & 0x7ff);
    return (biased != 0 ? biased : 1) - 1075;
}
// The same with a significand of 53 bits, of a number that is not 0.
static uint64_t normal(uint64_t bits, int* exponent) {
    uint64_t m = significand_of(bits);
    *exponent = exponent_of(bits);
    for (; m < one; m <<= 1) --*exponent;
    return m;
}

// Shifts right; bit 0 tells whether anything was lost.
static uint64_t shift_down(uint64_t m, int by) {
    if (by == 0) return m;
    if (by > 63) return m != 0;
    return m >> by | ((m << (64 - by)) != 0);
}

// sign and m * 2^exponent, rounded to `bits` behind the point, with exponents up to `last`. m < 2^63.
static uint64_t rounded(uint64_t m, int exponent, int bits, int last) {
    if (m == 0) return 0;
    for (; m >> 62 == 0; m <<= 1) --exponent;
    int biased = exponent + 62 + last / 2;
    if (biased >= last) return (uint64_t)last << bits;
    if (biased <= 0) {
        m = shift_down(m, 1 - biased);
        biased = 1;
    }
    const int spare = 62 - bits;
    uint64_t result = ((uint64_t)(biased - 1) << bits) + (m >> spare);
    const uint64_t half = (uint64_t)1 << (spare - 1), rest = m & (2 * half - 1);
    if (rest > half || (rest == half && (result & 1) != 0)) ++result;
    return result;
}
static double to_double(uint64_t sign, uint64_t m, int exponent) {
    return double_of(sign | rounded(m, exponent, 52, 0x7ff));
}
static float to_float(uint32_t sign, uint64_t m, int exponent) {
    const narrow_number n = {.bits = sign | (uint32_t)rounded(m, exponent, 23, 0xff)};
    return n.value;
}

double __adddf3(double x, double y);
double __adddf3(double x, double y) {
    uint64_t a = bits_of(x), b = bits_of(y);
    if ((a & ~sign_bit) < (b & ~sign_bit)) {  // a is the greater one
        const uint64_t other = a;
        a = b;
        b = other;
    }
    if (is_nan(a)) return double_of(quiet_nan);
    const uint64_t differs = (a ^ b) & sign_bit;
    if ((a & ~sign_bit) == infinity) return double_of((b & ~sign_bit) == infinity && differs ? quiet_nan : a);
    const uint64_t greater = significand_of(a) << 9;
    const uint64_t lesser = shift_down(significand_of(b) << 9, exponent_of(a) - exponent_of(b));
    const uint64_t sum = differs ? greater - lesser : greater + lesser;
    return to_double(sum == 0 && differs ? 0 : a & sign_bit, sum, exponent_of(a) - 9);
}

double __subdf3(double x, double y);
double __subdf3(double x, double y) { return __adddf3(x, double_of(bits_of(y) ^ sign_bit)); }

double __muldf3(double x, double y);
double __muldf3(double x, double y) {
    const uint64_t a = bits_of(x), b = bits_of(y), sign = (a ^ b) & sign_bit;
    const uint64_t p = a & ~sign_bit, q = b & ~sign_bit;
    if (p > infinity || q > infinity) return double_of(quiet_nan);
    if (p == infinity || q == infinity) return double_of(p == 0 || q == 0 ? quiet_nan : sign | infinity);
    if (p == 0 || q == 0) return double_of(sign);
    int e, f;
    const uint64_t m = normal(a, &e), n = normal(b, &f);
    // 53 by 53 bits in halves: the lowest 32 of the product only tell whether they are 0.
    const uint64_t m1 = m >> 32, m0 = (uint32_t)m, n1 = n >> 32, n0 = (uint32_t)n;
    const uint64_t low = m0 * n0, cross = m1 * n0, middle = m0 * n1 + (uint32_t)cross + (low >> 32);
    const uint64_t high = m1 * n1 + (cross >> 32) + (middle >> 32);  // of 42 bits
    const uint64_t rest = middle << 32 | (uint32_t)low;
    return to_double(sign, high << 20 | rest >> 44 | ((rest << 20) != 0), e + f + 44);
}

double __divdf3(double x, double y);
double __divdf3(double x, double y) {
    const uint64_t a = bits_of(x), b = bits_of(y), sign = (a ^ b) & sign_bit;
    const uint64_t p = a & ~sign_bit, q = b & ~sign_bit;
    if (p > infinity || q > infinity || p == q) {
        const int has_value = p <= infinity && q <= infinity && p != 0 && p != infinity;
        return double_of(has_value ? sign | (uint64_t)0x3ff << 52 : quiet_nan);
    }
    if (p == infinity || q == 0) return double_of(sign | infinity);
    if (p == 0 || q == infinity) return double_of(sign);
    int e, f;
    uint64_t rest = normal(a, &e), quotient = 0;
    const uint64_t by = normal(b, &f);
    for (int i = 0; i != 60; ++i) {
        quotient <<= 1;
        if (rest >= by) {
            rest -= by;
            quotient |= 1;
        }
        rest <<= 1;
    }
    return to_double(sign, quotient << 1 | (rest != 0), e - f - 60);
}

double __extendsfdf2(float x);
double __extendsfdf2(float x) {
    const narrow_number n = {.value = x};
    const uint64_t sign = (uint64_t)(n.bits >> 31) << 63;
    const uint32_t fraction = n.bits & 0x7fffff, biased = n.bits >> 23 & 0xff;
    if (biased == 0xff) return double_of(fraction != 0 ? quiet_nan : sign | infinity);
    return to_double(sign, fraction | (biased != 0 ? 0x800000 : 0), (int)(biased != 0 ? biased : 1) - 150);
}

float __truncdfsf2(double x);
float __truncdfsf2(double x) {
    const uint64_t bits = bits_of(x), magnitude = bits & ~sign_bit;
    narrow_number n = {.bits = (uint32_t)(bits >> 32) & 0x80000000};
    if (magnitude < infinity) return to_float(n.bits, significand_of(bits), exponent_of(bits));
    n.bits = magnitude == infinity ? n.bits | 0x7f800000 : 0x7fc00000;
    return n.value;
}

// 64 bits are halved where they do not fit; the bit that is lost still tells.
static uint64_t halved(uint64_t n) { return n >> 63 != 0 ? n >> 1 | (n & 1) : n; }

double __floatsidf(int32_t n);
double __floatunsidf(uint32_t n);
double __floatdidf(int64_t n);
double __floatundidf(uint64_t n);
float __floatdisf(int64_t n);
float __floatundisf(uint64_t n);
double __floatsidf(int32_t n) { return __floatdidf(n); }
double __floatunsidf(uint32_t n) { return to_double(0, n, 0); }
double __floatundidf(uint64_t n) { return to_double(0, halved(n), n >> 63 != 0); }
float __floatundisf(uint64_t n) { return to_float(0, halved(n), n >> 63 != 0); }
double __floatdidf(int64_t n) {
    const uint64_t m = magnitude_of(n);
    return to_double(n < 0 ? sign_bit : 0, halved(m), m >> 63 != 0);
}
float __floatdisf(int64_t n) {
    const uint64_t m = magnitude_of(n);
    return to_float(n < 0 ? 0x80000000 : 0, halved(m), m >> 63 != 0);
}

// Towards zero; what does not fit becomes the nearest that does, of what is no number 0.
uint64_t __fixunsdfdi(double x);
int64_t __fixdfdi(double x);
uint32_t __fixunsdfsi(double x);
int32_t __fixdfsi(double x);
uint64_t __fixunssfdi(float x);
int64_t __fixsfdi(float x);
uint64_t __fixunsdfdi(double x) {
    const uint64_t bits = bits_of(x);
    const int exponent = exponent_of(bits);
    if ((bits & sign_bit) != 0 || is_nan(bits) || exponent < -52) return 0;
    if (exponent > 11) return ~(uint64_t)0;
    return exponent < 0 ? significand_of(bits) >> -exponent : significand_of(bits) << exponent;
}
static int64_t fixed(double x, uint64_t greatest) {
    const uint64_t bits = bits_of(x), magnitude = __fixunsdfdi(double_of(bits & ~sign_bit));
    const int negative = (bits & sign_bit) != 0;
    const uint64_t limit = negative ? greatest + 1 : greatest;
    return with_sign(negative, magnitude > limit ? limit : magnitude);
}
int64_t __fixdfdi(double x) { return fixed(x, sign_bit - 1); }
int32_t __fixdfsi(double x) { return (int32_t)fixed(x, 0x7fffffff); }
uint32_t __fixunsdfsi(double x) {
    const uint64_t n = __fixunsdfdi(x);
    return n > 0xffffffff ? 0xffffffff : (uint32_t)n;
}
uint64_t __fixunssfdi(float x) { return __fixunsdfdi(__extendsfdf2(x)); }
int64_t __fixsfdi(float x) { return __fixdfdi(__extendsfdf2(x)); }

// -1, 0, 1 as x is less, equal, greater; `unordered` if one is no number.
static int compared(double x, double y, int unordered) {
    const uint64_t a = bits_of(x), b = bits_of(y);
    if (is_nan(a) || is_nan(b)) return unordered;
    if (((a | b) & ~sign_bit) == 0) return 0;
    const int64_t p = with_sign((a & sign_bit) != 0, a & ~sign_bit), q = with_sign((b & sign_bit) != 0, b & ~sign_bit);
    return (p > q) - (p < q);
}

int __eqdf2(double x, double y);
int __nedf2(double x, double y);
int __ltdf2(double x, double y);
int __ledf2(double x, double y);
int __gtdf2(double x, double y);
int __gedf2(double x, double y);
int __unorddf2(double x, double y);
int __eqdf2(double x, double y) { return compared(x, y, 1); }
int __nedf2(double x, double y) { return compared(x, y, 1); }
int __ltdf2(double x, double y) { return compared(x, y, 1); }
int __ledf2(double x, double y) { return compared(x, y, 1); }
int __gtdf2(double x, double y) { return compared(x, y, -1); }
int __gedf2(double x, double y) { return compared(x, y, -1); }
int __unorddf2(double x, double y) { return is_nan(bits_of(x)) || is_nan(bits_of(y)); }
