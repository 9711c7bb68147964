// SPDX-License-Identifier: MIT
#pragma once

// All of the library that firmware needs, for every architecture; what is not named costs nothing.
// On its own: arch/native.hpp (the machine at hand), core/error_text.hpp (texts), memory/pages.hpp (POSIX).
#include <natload/arch.hpp>
#include <natload/cache.hpp>
#include <natload/core.hpp>
#include <natload/format.hpp>
#include <natload/host.hpp>
#include <natload/load.hpp>
#include <natload/memory.hpp>
#include <natload/source.hpp>
#include <natload/version.hpp>
