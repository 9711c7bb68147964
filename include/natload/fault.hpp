// SPDX-License-Identifier: MIT
#pragma once

// Faults of modules, caught: on processors that tell what they were. Not in natload.hpp.
#include <natload/fault/cortex_m.hpp>
#include <natload/fault/record.hpp>
#include <natload/fault/riscv.hpp>
