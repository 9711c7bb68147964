// SPDX-License-Identifier: MIT
// Two functions of the target's own machine code, written down byte by byte: int f(int a, int b).
#pragma once

#include <cstdint>

#if defined(__x86_64__)
inline constexpr std::uint8_t add_code[] = {0x8d, 0x04, 0x37, 0xc3};        // lea eax, [rdi + rsi]; ret
inline constexpr std::uint8_t sub_code[] = {0x89, 0xf8, 0x29, 0xf0, 0xc3};  // mov eax, edi; sub eax, esi; ret
#elif defined(__i386__)
// mov eax, [esp + 4]; add eax, [esp + 8]; ret
inline constexpr std::uint8_t add_code[] = {0x8b, 0x44, 0x24, 0x04, 0x03, 0x44, 0x24, 0x08, 0xc3};
// mov eax, [esp + 4]; sub eax, [esp + 8]; ret
inline constexpr std::uint8_t sub_code[] = {0x8b, 0x44, 0x24, 0x04, 0x2b, 0x44, 0x24, 0x08, 0xc3};
#elif defined(__s390x__)
inline constexpr std::uint8_t add_code[] = {0x1a, 0x23, 0xb9, 0x14, 0x00, 0x22, 0x07, 0xfe};  // ar, lgfr, br %r14
inline constexpr std::uint8_t sub_code[] = {0x1b, 0x23, 0xb9, 0x14, 0x00, 0x22, 0x07, 0xfe};  // sr, lgfr, br %r14
#elif defined(__aarch64__)
inline constexpr std::uint8_t add_code[] = {0x00, 0x00, 0x01, 0x0b, 0xc0, 0x03, 0x5f, 0xd6};  // add w0, w0, w1; ret
inline constexpr std::uint8_t sub_code[] = {0x00, 0x00, 0x01, 0x4b, 0xc0, 0x03, 0x5f, 0xd6};  // sub w0, w0, w1; ret
#elif defined(__XTENSA_CALL0_ABI__)
inline constexpr std::uint8_t add_code[] = {0x30, 0x22, 0x80, 0x80, 0x00, 0x00};  // add a2, a2, a3; ret
inline constexpr std::uint8_t sub_code[] = {0x30, 0x22, 0xc0, 0x80, 0x00, 0x00};  // sub a2, a2, a3; ret
#elif defined(__thumb__)
inline constexpr std::uint8_t add_code[] = {0x40, 0x18, 0x70, 0x47};  // adds r0, r0, r1; bx lr
inline constexpr std::uint8_t sub_code[] = {0x40, 0x1a, 0x70, 0x47};  // subs r0, r0, r1; bx lr
#elif defined(__arm__)
inline constexpr std::uint8_t add_code[] = {0x01, 0x00, 0x80, 0xe0, 0x1e, 0xff, 0x2f, 0xe1};  // add r0, r0, r1; bx lr
inline constexpr std::uint8_t sub_code[] = {0x01, 0x00, 0x40, 0xe0, 0x1e, 0xff, 0x2f, 0xe1};  // sub r0, r0, r1; bx lr
#elif defined(__riscv)
inline constexpr std::uint8_t add_code[] = {0x2e, 0x95, 0x82, 0x80};  // c.add a0, a1; c.jr ra
inline constexpr std::uint8_t sub_code[] = {0x0d, 0x8d, 0x82, 0x80};  // c.sub a0, a1; c.jr ra
#else
#error "write the two functions for this target"
#endif
