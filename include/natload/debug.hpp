// SPDX-License-Identifier: MIT
#pragma once

// Who hears of loaded modules: firmware, and gdb. Not in natload.hpp.
#include <natload/debug/announced.hpp>
#include <natload/debug/module_list.hpp>
