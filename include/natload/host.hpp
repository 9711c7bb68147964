// SPDX-License-Identifier: MIT
#pragma once

// What modules may reach of a firmware. For tests: host/simulated.hpp.
#include <natload/host/function_table.hpp>
#include <natload/host/name_pool.hpp>
#include <natload/host/native.hpp>
