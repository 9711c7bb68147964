// SPDX-License-Identifier: MIT
#pragma once

// Memory policies of a machine; what is not named costs nothing.
// On their own: memory/pages.hpp (POSIX), memory/dual_mapping.hpp (Linux); for tests: memory/recording.hpp,
// memory/simulated.hpp.
#include <natload/memory/aliased.hpp>
#include <natload/memory/arena.hpp>
#include <natload/memory/in_place.hpp>
#include <natload/memory/staged.hpp>
#include <natload/memory/word_only.hpp>
