// SPDX-License-Identifier: MIT
// An interface with more functions of the host than the format can name, and floating-point values.
#pragma once

#include <natload/interface.h>
#include <stdint.h>

NATLOAD_INTERFACE(meter,
                  (float offset;
                   int32_t (*functions[200])(int32_t value);),
                  (float (*scaled)(float value, float by);
                   int32_t (*called)(int32_t function, int32_t value);));
