// SPDX-License-Identifier: MIT
#pragma once

// All of the library that firmware needs, for every architecture; what is not named costs nothing.
// On its own: core/error_text.hpp (texts), memory/pages.hpp (POSIX).
#include <natload/arch/arch.hpp>
#include <natload/cache/cortex_m.hpp>
#include <natload/cache/fence_i.hpp>
#include <natload/cache/none.hpp>
#include <natload/format/format.hpp>
#include <natload/host/native.hpp>
#include <natload/load/load.hpp>
#include <natload/memory/aliased.hpp>
#include <natload/memory/arena.hpp>
#include <natload/version.hpp>
