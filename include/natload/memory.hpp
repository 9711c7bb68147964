// SPDX-License-Identifier: MIT
#pragma once

// Memory policies of a machine; what is not named costs nothing.
// On their own: memory/pages.hpp (POSIX); for tests: memory/recording.hpp, memory/simulated.hpp.
#include <natload/memory/aliased.hpp>
#include <natload/memory/arena.hpp>
