// SPDX-License-Identifier: MIT
// What compilers call for single-precision arithmetic and wide products on machines without them, for modules of
// xtensawin, for which Debian has a compiler but no such library. IEEE 754, rounded to nearest. natload_module.py compiles
// it with the module, of which it takes what is used.
#include <stdint.h>

uint64_t __muldi3(uint64_t x, uint64_t y);
uint64_t __muldi3(uint64_t x, uint64_t y) {
    const uint32_t a = (uint32_t)x, b = (uint32_t)y;
    const uint32_t a0 = a & 0xffff, a1 = a >> 16, b0 = b & 0xffff, b1 = b >> 16;
    const uint32_t low = a0 * b0, middle = a1 * b0 + (low >> 16), other = a0 * b1 + (middle & 0xffff);
    const uint32_t high = a1 * b1 + (middle >> 16) + (other >> 16) + a * (uint32_t)(y >> 32) + (uint32_t)(x >> 32) * b;
    return (uint64_t)high << 32 | (other << 16 | (low & 0xffff));
}

typedef union {
    float value;
    uint32_t bits;
} number;

static const uint32_t infinity = 0x7f800000, quiet_nan = 0x7fc00000, sign_bit = 0x80000000;

static uint32_t bits_of(float value) {
    const number n = {.value = value};
    return n.bits;
}
static float float_of(uint32_t bits) {
    const number n = {.bits = bits};
    return n.value;
}
static int is_nan(uint32_t bits) { return (bits & ~sign_bit) > infinity; }

// What a finite number is: significand * 2^exponent.
static uint32_t significand_of(uint32_t bits) { return (bits & 0x7fffff) | ((bits & infinity) != 0 ? 0x800000 : 0); }
static int exponent_of(uint32_t bits) {
    const int biased = (int)(bits >> 23 & 0xff);
    return (biased != 0 ? biased : 1) - 150;
}

// Shifts right; bit 0 tells whether anything was lost.
static uint64_t shift_down(uint64_t m, int by) {
    if (by == 0) return m;
    if (by > 63) return m != 0;
    return m >> by | ((m << (64 - by)) != 0);
}

// sign and m * 2^exponent, rounded. m < 2^63.
static float rounded(uint32_t sign, int exponent, uint64_t m) {
    if (m == 0) return float_of(sign);
    for (; m >> 62 == 0; m <<= 1) --exponent;
    int biased = exponent + 62 + 127;
    if (biased >= 255) return float_of(sign | infinity);
    if (biased <= 0) {
        m = shift_down(m, 1 - biased);
        biased = 1;
    }
    uint32_t bits = ((uint32_t)(biased - 1) << 23) + (uint32_t)(m >> 39);
    const uint64_t rest = m & (((uint64_t)1 << 39) - 1), half = (uint64_t)1 << 38;
    if (rest > half || (rest == half && (bits & 1) != 0)) ++bits;
    return float_of(sign | bits);
}

float __addsf3(float x, float y);
float __addsf3(float x, float y) {
    uint32_t a = bits_of(x), b = bits_of(y);
    if ((a & ~sign_bit) < (b & ~sign_bit)) {  // a is the greater one
        const uint32_t other = a;
        a = b;
        b = other;
    }
    if (is_nan(a)) return float_of(quiet_nan);
    const uint32_t differs = (a ^ b) & sign_bit;
    if ((a & ~sign_bit) == infinity) return float_of((b & ~sign_bit) == infinity && differs ? quiet_nan : a);
    const uint64_t greater = (uint64_t)significand_of(a) << 37;
    const uint64_t lesser = shift_down((uint64_t)significand_of(b) << 37, exponent_of(a) - exponent_of(b));
    const uint64_t sum = differs ? greater - lesser : greater + lesser;
    return rounded(sum == 0 && differs ? 0 : a & sign_bit, exponent_of(a) - 37, sum);
}

float __subsf3(float x, float y);
float __subsf3(float x, float y) { return __addsf3(x, float_of(bits_of(y) ^ sign_bit)); }

float __mulsf3(float x, float y);
float __mulsf3(float x, float y) {
    const uint32_t a = bits_of(x), b = bits_of(y), sign = (a ^ b) & sign_bit;
    const uint32_t p = a & ~sign_bit, q = b & ~sign_bit;
    if (p > infinity || q > infinity) return float_of(quiet_nan);
    if (p == infinity || q == infinity) return float_of(p == 0 || q == 0 ? quiet_nan : sign | infinity);
    // 24 by 24 bits in halves: the machine's product has 32.
    const uint32_t m = significand_of(a), n = significand_of(b);
    const uint32_t high = (m >> 12) * (n >> 12), low = (m & 0xfff) * (n & 0xfff);
    const uint32_t middle = (m >> 12) * (n & 0xfff) + (m & 0xfff) * (n >> 12);
    return rounded(sign, exponent_of(a) + exponent_of(b), ((uint64_t)high << 24) + ((uint64_t)middle << 12) + low);
}

float __divsf3(float x, float y);
float __divsf3(float x, float y) {
    const uint32_t a = bits_of(x), b = bits_of(y), sign = (a ^ b) & sign_bit;
    const uint32_t p = a & ~sign_bit, q = b & ~sign_bit;
    if (p > infinity || q > infinity || (p == infinity && q == infinity) || (p == 0 && q == 0)) return float_of(quiet_nan);
    if (p == infinity || q == 0) return float_of(sign | infinity);
    if (p == 0 || q == infinity) return float_of(sign);
    uint32_t rest = significand_of(a), by = significand_of(b);
    int exponent = exponent_of(a) - exponent_of(b);
    for (; rest < 0x800000; rest <<= 1) --exponent;
    for (; by < 0x800000; by <<= 1) ++exponent;
    uint64_t quotient = 0;
    for (int i = 0; i != 40; ++i) {
        quotient <<= 1;
        if (rest >= by) {
            rest -= by;
            quotient |= 1;
        }
        rest <<= 1;
    }
    return rounded(sign, exponent - 40, quotient << 1 | (rest != 0));
}

float __floatunsisf(uint32_t n);
float __floatunsisf(uint32_t n) { return rounded(0, 0, n); }

float __floatsisf(int32_t n);
float __floatsisf(int32_t n) { return n < 0 ? rounded(sign_bit, 0, 0 - (uint32_t)n) : rounded(0, 0, (uint32_t)n); }

// Towards zero; what does not fit becomes the nearest that does.
uint32_t __fixunssfsi(float x);
uint32_t __fixunssfsi(float x) {
    const uint32_t bits = bits_of(x);
    const int exponent = exponent_of(bits);
    if ((bits & sign_bit) != 0 || is_nan(bits) || exponent < -24) return 0;
    if (exponent > 8) return 0xffffffff;
    return exponent < 0 ? significand_of(bits) >> -exponent : significand_of(bits) << exponent;
}

int32_t __fixsfsi(float x);
int32_t __fixsfsi(float x) {
    const uint32_t bits = bits_of(x), magnitude = __fixunssfsi(float_of(bits & ~sign_bit));
    if ((bits & sign_bit) == 0) return magnitude > 0x7fffffff ? 0x7fffffff : (int32_t)magnitude;
    return magnitude > 0x80000000 ? (int32_t)0x80000000 : (int32_t)(0 - magnitude);
}

// -1, 0, 1 as x is less, equal, greater; `unordered` if one is no number.
static int compared(float x, float y, int unordered) {
    const uint32_t a = bits_of(x), b = bits_of(y);
    if (is_nan(a) || is_nan(b)) return unordered;
    if (((a | b) & ~sign_bit) == 0) return 0;
    const int32_t p = (a & sign_bit) != 0 ? -(int32_t)(a & ~sign_bit) : (int32_t)a;
    const int32_t q = (b & sign_bit) != 0 ? -(int32_t)(b & ~sign_bit) : (int32_t)b;
    return (p > q) - (p < q);
}

int __eqsf2(float x, float y);
int __nesf2(float x, float y);
int __ltsf2(float x, float y);
int __lesf2(float x, float y);
int __gtsf2(float x, float y);
int __gesf2(float x, float y);
int __unordsf2(float x, float y);
int __eqsf2(float x, float y) { return compared(x, y, 1); }
int __nesf2(float x, float y) { return compared(x, y, 1); }
int __ltsf2(float x, float y) { return compared(x, y, 1); }
int __lesf2(float x, float y) { return compared(x, y, 1); }
int __gtsf2(float x, float y) { return compared(x, y, -1); }
int __gesf2(float x, float y) { return compared(x, y, -1); }
int __unordsf2(float x, float y) { return is_nan(bits_of(x)) || is_nan(bits_of(y)); }
