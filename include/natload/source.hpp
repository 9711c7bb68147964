// SPDX-License-Identifier: MIT
#pragma once

// Where images come from that are not in memory. On its own: source/stdio.hpp (C's files), source/simulated.hpp
// (tests).
#include <natload/source/fatfs.hpp>
#include <natload/source/littlefs.hpp>
#include <natload/source/source.hpp>
#include <natload/source/window.hpp>
