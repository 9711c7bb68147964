// SPDX-License-Identifier: MIT
#pragma once

// Every cache policy of a machine; what is not named costs nothing. For tests: cache/recording.hpp.
#include <natload/cache/aarch64.hpp>
#include <natload/cache/arm11.hpp>
#include <natload/cache/builtin.hpp>
#include <natload/cache/cortex_a.hpp>
#include <natload/cache/cortex_m.hpp>
#include <natload/cache/cortex_m7.hpp>
#include <natload/cache/fence_i.hpp>
#include <natload/cache/hooked.hpp>
#include <natload/cache/none.hpp>
#include <natload/cache/xtensa.hpp>
