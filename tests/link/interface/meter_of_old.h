// SPDX-License-Identifier: MIT
// The same name, other words.
#pragma once

#include <natload/interface.h>
#include <stdint.h>

NATLOAD_INTERFACE(meter,
                  (float offset;
                   int32_t (*functions[100])(int32_t value);),
                  (float (*scaled)(float value, float by);
                   int32_t (*called)(int32_t function, int32_t value);));
