// SPDX-License-Identifier: MIT
// What the firmware and its filters share. The firmware offers as many functions as it likes.
#pragma once

#include <natload/interface.h>
#include <stddef.h>
#include <stdint.h>

NATLOAD_INTERFACE(filter,
                  (int32_t (*sample_rate)(void);      // in Hz
                   void (*log)(const char* text);),
                  (const char* name;
                   void (*process)(int16_t* samples, size_t count);));
