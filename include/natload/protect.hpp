// SPDX-License-Identifier: MIT
#pragma once

// Memory that is never writable and executable at once, by a protection unit. Not in natload.hpp.
#include <natload/protect/code.hpp>
#include <natload/protect/data.hpp>
#include <natload/protect/pmp.hpp>
#include <natload/protect/pmsav7.hpp>
#include <natload/protect/pmsav8.hpp>
#include <natload/protect/user_mode.hpp>
